package dev.symbolon.core.client.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.fetch.FetchSettings;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.client.ClientDocuments;
import dev.symbolon.core.client.ClientSettings;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.MetadataExamples;
import dev.symbolon.core.client.Registrar;
import dev.symbolon.core.client.Registration;
import dev.symbolon.core.client.SealedSecrets;
import dev.symbolon.core.client.registration.SelfRegistrations.Outcome;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.keys.KeySettings;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.testing.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Clients that register themselves, many at once")
class SelfRegistrationsTest {

    private static final int AT_ONCE = 16;

    private final MovableClock clock = new MovableClock();

    /** One node on the database. */
    private final class Node {
        final Tenant tenant;
        final Clients clients;
        final InitialAccessTokens invitations;
        final SelfRegistrations registrations;

        Node(Database database, int perAddress, int perHour, int atMost) {
            Tenants tenants = new Tenants(database, clock);
            if (tenants.byId(Tenant.FIRST).isEmpty()) {
                tenants.establishFirst(URI.create("https://id.example"));
            }
            tenant = tenants.first();
            clients =
                    new Clients(
                            database,
                            ClientDocuments.none(clock),
                            new Fetcher(FetchSettings.defaults()),
                            ClientSettings.defaults(),
                            MetadataExamples.TERMS.methods(),
                            new SealedSecrets(new Sealer(MasterKey.random())),
                            clock,
                            List.of(RegistrationTokens::forget));
            invitations = new InitialAccessTokens(database, clock);
            Keys keys =
                    new Keys(
                            database,
                            MasterKey.random(),
                            Crypto.jdk(),
                            KeySettings.defaults(),
                            clock);
            registrations =
                    new SelfRegistrations(
                            database,
                            clients,
                            new RegistrationTokens(database, keys, clock),
                            invitations,
                            new RegistrationSettings(
                                    RegistrationSettings.Mode.OPEN,
                                    perAddress,
                                    perHour,
                                    atMost,
                                    Duration.ofDays(30),
                                    false,
                                    null),
                            new EventStore(database, clock),
                            clock);
        }

        Outcome register(@Nullable OpaqueValue invitation, String network) {
            return registrations.register(
                    tenant,
                    new Trace(),
                    SelfRegistrationsTest.metadata("An app"),
                    null,
                    invitation,
                    network);
        }

        ClientInformation made() {
            return ((Outcome.Made) register(null, "192.0.2.1")).information();
        }
    }

    private static Registration metadata(String name) {
        return Registration.of(
                new Trace(),
                Registrar.CLIENT,
                MetadataExamples.TERMS,
                Map.of("client_name", name, "redirect_uris", List.of("https://app.example/cb")));
    }

    private static <T> List<T> atOnce(Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(threads.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get());
            }
            return results;
        }
    }

    private static long made(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome.Made.class::isInstance).count();
    }

    @EachDatabase
    @DisplayName("of many with one initial access token as many register as it is good for")
    void invitation(Database database) throws Exception {
        Node node = new Node(database, 1, 1, 1000);
        String token = node.invitations.create(node.tenant, 3, Duration.ofDays(1));
        OpaqueValue found = node.invitations.find(node.tenant, token).orElseThrow();

        List<Outcome> outcomes = atOnce(() -> node.register(found, "192.0.2.1"));

        assertThat(made(outcomes)).isEqualTo(3);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Outcome.Made))
                .allMatch(Outcome.UsedUp.class::isInstance);
        assertThat(node.clients.list(node.tenant, "")).hasSize(3);
        assertThat(node.invitations.find(node.tenant, token)).isEmpty();
    }

    @EachDatabase
    @DisplayName("of many strangers from one network as many register as there is room for")
    void perAddress(Database database) throws Exception {
        Node node = new Node(database, 5, 1000, 1000);

        List<Outcome> outcomes = atOnce(() -> node.register(null, "192.0.2.1"));

        assertThat(made(outcomes)).isEqualTo(5);
        assertThat(outcomes)
                .contains(new Outcome.TooMany(RegistrationRule.PER_ADDRESS, Duration.ofHours(1)));
        assertThat(node.register(null, "192.0.2.2")).isInstanceOf(Outcome.Made.class);
        clock.advance(Duration.ofHours(1));
        assertThat(node.register(null, "192.0.2.1")).isInstanceOf(Outcome.Made.class);
    }

    @EachDatabase
    @DisplayName("strangers from everywhere are bounded by the hour, and all by the room there is")
    void everywhere(Database database) throws Exception {
        Node node = new Node(database, 3, 4, 8);
        for (int i = 0; i < 4; i++) {
            node.register(null, "192.0.2." + i);
        }
        assertThat(node.register(null, "192.0.2.9"))
                .isInstanceOfSatisfying(
                        Outcome.TooMany.class,
                        full -> assertThat(full.rule()).isEqualTo(RegistrationRule.PER_HOUR));
        clock.advance(Duration.ofHours(1));
        List<Outcome> outcomes = atOnce(() -> node.register(null, "192.0.2.1"));
        clock.advance(Duration.ofHours(1));
        outcomes.addAll(atOnce(() -> node.register(null, "192.0.2.1")));

        assertThat(made(outcomes)).isEqualTo(4);
        assertThat(outcomes).contains(new Outcome.NoRoom());
        assertThat(node.clients.list(node.tenant, "")).hasSize(8);
    }

    @EachDatabase
    @DisplayName("updates with one token at once have one successor, and none mixes with another")
    void updates(Database database) throws Exception {
        Node node = new Node(database, 10, 10, 10);
        ClientInformation before = node.made();
        String id = before.registered().client().clientId();

        List<Optional<ClientInformation>> changed =
                atOnce(() ->
                        node.registrations.replace(
                                node.tenant,
                                id,
                                before.token(),
                                new Trace(),
                                metadata("App " + Thread.currentThread().threadId()),
                                null));

        Set<String> successors = new HashSet<>();
        changed.forEach(one -> successors.add(one.orElseThrow().token().value()));
        assertThat(successors).hasSize(1);
        OpaqueValue successor =
                OpaqueValue.parse(OpaqueValue.Kind.REGISTRATION_TOKEN, successors.iterator().next())
                        .orElseThrow();
        assertThat(node.registrations.find(node.tenant, id, successor)).isPresent();
        assertThat(node.registrations.find(node.tenant, id, before.token())).isEmpty();
        assertThat(
                        node.registrations.replace(
                                node.tenant,
                                id,
                                before.token(),
                                new Trace(),
                                metadata("Late"),
                                null))
                .isEmpty();
    }

    @EachDatabase
    @DisplayName("of many removals one removes, and nothing is left")
    void removals(Database database) throws Exception {
        Node node = new Node(database, 10, 10, 10);
        ClientInformation client = node.made();
        String id = client.registered().client().clientId();

        List<Boolean> removed =
                atOnce(() -> node.registrations.remove(node.tenant, id, client.token()));

        assertThat(removed).containsOnlyOnce(true);
        assertThat(node.clients.find(node.tenant, id)).isEmpty();
        assertThat(database.list("SELECT client_id FROM client_registration", row -> 1)).isEmpty();
    }

    @EachDatabase
    @DisplayName("what nobody used is removed after a while, however much it is; use is noted once")
    void unused(Database database) {
        Node node = new Node(database, 200, 200, 200);
        ClientInformation used = node.made();
        for (int i = 0; i < 60; i++) {
            node.made();
        }
        node.clients.used(used.registered().client());
        String id = used.registered().client().clientId();
        assertThat(node.clients.find(node.tenant, id).orElseThrow().usedAt()).isNull();
        node.clients.used(node.clients.find(node.tenant, id).orElseThrow());
        assertThat(node.clients.find(node.tenant, id).orElseThrow().usedAt())
                .isEqualTo(clock.instant());
        clock.advance(Duration.ofDays(30));
        var chore = node.registrations.chores().getFirst();
        for (int i = 0; i < 2; i++) {
            database.change(tx -> chore.batch().run(tx, clock.instant()));
        }

        assertThat(node.clients.list(node.tenant, ""))
                .singleElement()
                .satisfies(client -> assertThat(client.clientId()).isEqualTo(id));
    }
}
