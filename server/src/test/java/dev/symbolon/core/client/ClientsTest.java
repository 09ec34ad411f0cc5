package dev.symbolon.core.client;

import static dev.symbolon.core.client.MetadataExamples.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.base.sql.TestStorage;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;

@DisplayName("RFC 7591 registered clients")
class ClientsTest {

    private static final Tenant TENANT = new Tenant("main", URI.create("https://id.example"));
    private static final Tenant OTHER = new Tenant("b", URI.create("https://id.example/t/b"));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final String IMPORTED = "0123456789abcdefghijklmnopqrstuvwxyz";

    @EachDatabase
    @DisplayName("a registered client is found, in its tenant only")
    void registered(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            Registered registered = clients.register(TENANT, web("client_name", "Slipway"));
            String id = registered.client().clientId();
            Client found = clients.find(TENANT, id).orElseThrow();
            assertThat(found).isEqualTo(registered.client());
            assertThat(found.name()).isEqualTo("Slipway");
            assertThat(found.redirectUriFor(MetadataExamples.CALLBACK))
                    .contains(MetadataExamples.CALLBACK);
            assertThat(found.redirectUriFor(MetadataExamples.CALLBACK + "/")).isEmpty();
            assertThat(clients.find(OTHER, id)).isEmpty();
            assertThat(clients.replace(OTHER, id, web())).isEmpty();
            assertThat(clients.rotateSecret(OTHER, id, Duration.ZERO)).isEmpty();
            assertThat(clients.remove(OTHER, id)).isFalse();
            assertThat(clients.list(OTHER, "")).isEmpty();
        }
    }

    @EachDatabase
    @DisplayName("the secret is told once and only its hash is stored (RFC 6749 §10.1)")
    void secretIsHashed(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            Registered registered = clients.register(TENANT, web());
            String secret = String.valueOf(registered.toMap().get("client_secret"));
            assertThat(OpaqueValue.parse(OpaqueValue.Kind.CLIENT_SECRET, secret)).isPresent();
            assertThat(registered.toMap()).containsEntry("client_secret_expires_at", 0);
            assertThat(registered.toString()).doesNotContain(secret);
            List<String> columns =
                    database.list(
                            "SELECT metadata, secret_hash FROM client",
                            row -> row.text("metadata") + row.text("secret_hash"));
            assertThat(columns).hasSize(1).noneMatch(text -> text.contains(secret));
            assertThat(find(clients, registered).secrets().match(secret, NOW)).isTrue();
        }
    }

    @EachDatabase
    @DisplayName("public clients and those with keys have no secret")
    void withoutSecret(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            Registered spa = clients.register(TENANT, web("token_endpoint_auth_method", "none"));
            Registered keyed =
                    clients.register(TENANT, MetadataExamples.withKeys(MetadataExamples.RSA));
            for (Registered registered : List.of(spa, keyed)) {
                assertThat(registered.clientSecret()).isNull();
                assertThat(registered.toMap()).doesNotContainKey("client_secret");
                assertThat(find(clients, registered).secrets()).isEqualTo(ClientSecrets.NONE);
                assertThat(
                                clients.rotateSecret(
                                        TENANT, registered.client().clientId(), Duration.ZERO))
                        .isEmpty();
            }
            assertThat(find(clients, spa).isPublic()).isTrue();
            assertThat(find(clients, keyed)).isEqualTo(keyed.client());
        }
    }

    @EachDatabase
    @DisplayName("an administrator chooses the client_id and brings a secret along")
    void chosen(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            Map<String, Object> chosen = web("client_id", "slipway", "client_secret", IMPORTED);
            Registered registered = clients.register(TENANT, chosen);
            assertThat(registered.client().clientId()).isEqualTo("slipway");
            assertThat(find(clients, registered).secrets().match(IMPORTED, NOW)).isTrue();
            Refusal taken =
                    catchThrowableOfType(Refusal.class, () -> clients.register(TENANT, chosen));
            assertThat(taken.rule().id()).isEqualTo("client-metadata.client-id-free");
            clients.register(OTHER, chosen);
        }
    }

    @EachDatabase
    @DisplayName("of many who want one client_id at once, one gets it")
    void oneWins(Database database) throws Exception {
        try (Clients clients = new Clients(database, CLOCK);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                tries.add(() -> {
                    try {
                        clients.register(TENANT, web("client_id", "slipway"));
                        return true;
                    } catch (Refusal taken) {
                        return false;
                    }
                });
            }
            int won = 0;
            for (var future : threads.invokeAll(tries)) {
                won += future.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @EachDatabase
    @DisplayName("a rotated secret works beside its successor for a while, two at most")
    void rotated(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            Registered first = clients.register(TENANT, web());
            Registered second = rotate(clients, first, Duration.ofHours(1));
            assertThat(valid(clients, first, NOW)).isTrue();
            assertThat(valid(clients, second, NOW)).isTrue();
            assertThat(valid(clients, first, NOW.plusSeconds(3600))).isFalse();

            Registered third = rotate(clients, first, Duration.ofHours(1));
            assertThat(valid(clients, first, NOW)).isFalse();
            assertThat(valid(clients, second, NOW)).isTrue();
            assertThat(valid(clients, third, NOW)).isTrue();

            Registered fourth = rotate(clients, first, Duration.ZERO);
            assertThat(valid(clients, third, NOW)).isFalse();
            assertThat(valid(clients, fourth, NOW)).isTrue();
        }
    }

    @EachDatabase
    @DisplayName("new metadata takes the old one's place whole; the secret stays (RFC 7592 §2.2)")
    void replaced(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            Registered before =
                    clients.register(TENANT, web("client_name", "Old", "software_id", "x"));
            String id = before.client().clientId();
            find(clients, before);

            Registered after = replace(clients, id, web("client_name", "New"));
            assertThat(after.clientSecret()).isNull();
            Client found = find(clients, before);
            assertThat(found.name()).isEqualTo("New");
            assertThat(found.metadata().softwareId()).isNull();
            assertThat(valid(clients, before, NOW)).isTrue();

            assertThat(replace(clients, id, web("client_secret", IMPORTED)).clientSecret())
                    .isNotNull();
            assertThat(find(clients, before).secrets().match(IMPORTED, NOW)).isTrue();
            assertThat(valid(clients, before, NOW)).isFalse();

            replace(clients, id, web("token_endpoint_auth_method", "none"));
            assertThat(find(clients, before).secrets()).isEqualTo(ClientSecrets.NONE);

            Registered again = replace(clients, id, web());
            assertThat(valid(clients, again, NOW)).isTrue();

            Refusal other =
                    catchThrowableOfType(
                            Refusal.class,
                            () -> clients.replace(TENANT, id, web("client_id", "x")));
            assertThat(other.rule().id()).isEqualTo("client-metadata.client-id-fixed");
            assertThat(clients.replace(TENANT, "unknown", web())).isEmpty();
        }
    }

    @EachDatabase
    @DisplayName("a secret that begins or ends to sign is a new one; one that goes on stays")
    void methodChanged(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            Registered sent = clients.register(TENANT, web());
            String id = sent.client().clientId();

            Registered signs =
                    replace(clients, id, web("token_endpoint_auth_method", "client_secret_jwt"));
            assertThat(signs.clientSecret()).isNotNull();
            assertThat(valid(clients, sent, NOW)).isFalse();
            assertThat(find(clients, sent).secrets().sealed()).isNotNull();

            Registered same =
                    replace(
                            clients,
                            id,
                            web(
                                    "token_endpoint_auth_method", "client_secret_jwt",
                                    "client_name", "Other"));
            assertThat(same.clientSecret()).isNull();
            assertThat(find(clients, sent).secrets()).isEqualTo(signs.client().secrets());

            Registered sentAgain = replace(clients, id, web());
            assertThat(sentAgain.clientSecret()).isNotNull();
            assertThat(find(clients, sent).secrets().sealed()).isNull();
            assertThat(valid(clients, signs, NOW)).isFalse();
            assertThat(valid(clients, sentAgain, NOW)).isTrue();
        }
    }

    @EachDatabase
    @DisplayName("where a secret that signs is rotated, both are sealed")
    void rotatedSealed(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            Registered first =
                    clients.register(
                            TENANT, web("token_endpoint_auth_method", "client_secret_jwt"));
            String id = first.client().clientId();
            clients.rotateSecret(TENANT, id, Duration.ofMinutes(1));

            ClientSecrets secrets = find(clients, first).secrets();
            assertThat(secrets.previousSealed()).isEqualTo(first.client().secrets().sealed());
            assertThat(secrets.sealed()).isNotNull().isNotEqualTo(secrets.previousSealed());
        }
    }

    @EachDatabase
    @DisplayName("a removed client is gone at once")
    void removed(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            Registered registered = clients.register(TENANT, web());
            find(clients, registered);
            assertThat(clients.remove(TENANT, registered.client().clientId())).isTrue();
            assertThat(clients.find(TENANT, registered.client().clientId())).isEmpty();
            assertThat(clients.remove(TENANT, registered.client().clientId())).isFalse();
        }
    }

    @EachDatabase
    @DisplayName("they are listed in pages, in the order of their ids")
    void listed(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            for (int i = 0; i < Clients.PAGE + 5; i++) {
                clients.register(TENANT, web("client_id", "c%03d".formatted(i)));
            }
            List<Client> first = clients.list(TENANT, "");
            assertThat(first).hasSize(Clients.PAGE);
            assertThat(clients.list(TENANT, first.getLast().clientId()))
                    .extracting(Client::clientId)
                    .containsExactly("c100", "c101", "c102", "c103", "c104");
        }
    }

    @EachDatabase
    @DisplayName("texts that no client_id can be find nothing, and break nothing")
    void hostileIds(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            for (String id : List.of("", "\u0000", "a\u0000", "\uD800", "x".repeat(100_000), "'")) {
                assertThat(clients.find(TENANT, id)).isEmpty();
            }
        }
    }

    @EachDatabase
    @DisplayName("another node hears of a change: a removed client is gone there, too")
    void otherNode(TestStorage storage) throws InterruptedException {
        try (Clients here = new Clients(storage.open(), CLOCK);
                Clients there = new Clients(storage.open(), CLOCK)) {
            Registered registered = here.register(TENANT, web());
            String id = registered.client().clientId();
            assertThat(there.find(TENANT, id)).isPresent();
            here.remove(TENANT, id);
            Instant giveUp = InstantSource.system().instant().plus(Duration.ofSeconds(10));
            while (there.find(TENANT, id).isPresent()
                    && InstantSource.system().instant().isBefore(giveUp)) {
                Thread.sleep(20);
            }
            assertThat(there.find(TENANT, id)).isEmpty();
        }
    }

    @EachDatabase
    @DisplayName("a first-party client is not asked about, except for offline access")
    void firstParty(Database database) {
        try (Clients clients = new Clients(database, CLOCK)) {
            Client own = clients.register(TENANT, web("first_party", true)).client();
            Client foreign = clients.register(TENANT, web()).client();
            assertThat(own.needsConsentFor(Scope.of("openid"))).isFalse();
            assertThat(own.needsConsentFor(Scope.of("openid", "offline_access"))).isTrue();
            assertThat(foreign.needsConsentFor(Scope.of("openid"))).isTrue();
        }
    }

    private static Client find(Clients clients, Registered registered) {
        return clients.find(TENANT, registered.client().clientId()).orElseThrow();
    }

    private static boolean valid(Clients clients, Registered registered, Instant when) {
        String secret = String.valueOf(registered.toMap().get("client_secret"));
        return find(clients, registered).secrets().match(secret, when);
    }

    private static Registered rotate(Clients clients, Registered registered, Duration overlap) {
        return clients.rotateSecret(TENANT, registered.client().clientId(), overlap).orElseThrow();
    }

    private static Registered replace(Clients clients, String id, Map<String, Object> metadata) {
        return clients.replace(TENANT, id, metadata).orElseThrow();
    }
}
