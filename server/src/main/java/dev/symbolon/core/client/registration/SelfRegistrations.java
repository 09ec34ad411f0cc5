package dev.symbolon.core.client.registration;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.client.Registrar;
import dev.symbolon.core.client.Registration;
import dev.symbolon.core.client.Terms;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.quota.Quota;
import dev.symbolon.core.quota.StrangerQuota;
import dev.symbolon.core.quota.StrangerQuota.Limit;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clients that registered themselves: made, changed and removed by whoever holds what was
 * issued for it. Each of these is one transaction with the event that tells of it.
 */
public final class SelfRegistrations {

    /** Who did it, in the events. */
    private static final String BY_ITSELF = "client";

    private static final String BY_CHORE = "symbolon";

    /** How many unused clients one transaction of the chore removes. */
    private static final int BATCH = 50;

    private final Database database;
    private final Clients clients;
    private final RegistrationTokens tokens;
    private final InitialAccessTokens invitations;
    private final StrangerQuota<RegistrationRule> quota;
    private final RegistrationSettings settings;
    private final EventStore events;
    private final InstantSource clock;

    public SelfRegistrations(
            Database database,
            Clients clients,
            RegistrationTokens tokens,
            InitialAccessTokens invitations,
            RegistrationSettings settings,
            EventStore events,
            InstantSource clock) {
        this.database = database;
        this.clients = clients;
        this.tokens = tokens;
        this.invitations = invitations;
        this.quota =
                new StrangerQuota<>(
                        new Quota(Duration.ofHours(1)),
                        "",
                        new Limit<>(RegistrationRule.PER_ADDRESS, settings.perAddress()),
                        new Limit<>(RegistrationRule.PER_HOUR, settings.perHour()));
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** What they may register. */
    public Terms terms(Tenant tenant) {
        return clients.terms(tenant);
    }

    /** What became of a registration whose metadata was good. */
    public sealed interface Outcome {
        /** The client is there. */
        record Made(ClientInformation information) implements Outcome {}

        /** The initial access token has been used up meanwhile. */
        record UsedUp() implements Outcome {}

        /** So many have registered that this one may not, for that long. */
        record TooMany(RegistrationRule rule, Duration delay) implements Outcome {}

        /** As many as are kept are there. */
        record NoRoom() implements Outcome {}
    }

    /**
     * Registers a client.
     *
     * @param softwareStatement as it was sent and believed; absent where none was
     * @param invitation an initial access token that was found; absent where there is none, and
     *     only then the quotas for strangers hold
     * @param network where the request came from, as far as it can be told apart from others
     */
    public Outcome register(
            Tenant tenant,
            Trace trace,
            Registration registration,
            @Nullable String softwareStatement,
            @Nullable OpaqueValue invitation,
            String network) {
        Instant now = clock.instant();
        if (invitation == null) {
            Optional<StrangerQuota.Full<RegistrationRule>> full =
                    quota.full(database, tenant, network, now);
            if (full.isPresent()) {
                return new Outcome.TooMany(full.get().rule(), full.get().delay());
            }
        }
        clients.requireSector(trace, registration);
        Registered drawn = clients.draw(tenant, registration, Registrar.CLIENT);
        OpaqueValue token = OpaqueValue.random(OpaqueValue.Kind.REGISTRATION_TOKEN);
        var information = new ClientInformation(drawn, token, softwareStatement);
        return database.change(tx -> register(tx, tenant, information, invitation, network, now));
    }

    private Outcome register(
            Statements tx,
            Tenant tenant,
            ClientInformation information,
            @Nullable OpaqueValue invitation,
            String network,
            Instant now) {
        // Before the rest: of those who come at once each waits here for the one before.
        Optional<StrangerQuota.Full<RegistrationRule>> full =
                invitation == null ? quota.take(tx, tenant, network, now) : Optional.empty();
        if (full.isPresent()) {
            return new Outcome.TooMany(full.get().rule(), full.get().delay());
        }
        if (tokens.count(tx, tenant) >= settings.atMost()) {
            return new Outcome.NoRoom();
        }
        if (invitation != null && !invitations.use(tx, tenant, invitation)) {
            return new Outcome.UsedUp();
        }
        String clientId = information.registered().client().clientId();
        if (!clients.add(tx, information.registered())) {
            throw new IllegalStateException("a random client_id is taken");
        }
        tokens.add(tx, tenant, clientId, information.token(), information.softwareStatement(), now);
        events.add(tx, tenant.id(), BY_ITSELF, "client.registered", clientId);
        return new Outcome.Made(information);
    }

    /**
     * What the token opens: the client that it was issued for. Nothing for any other token, and
     * where there is no such client.
     */
    public Optional<ClientInformation> find(Tenant tenant, String clientId, OpaqueValue token) {
        return tokens.find(tenant, clientId, token)
                .flatMap(found ->
                        clients.find(tenant, clientId)
                                .map(client ->
                                        new ClientInformation(
                                                new Registered(client, null),
                                                found.present(),
                                                found.softwareStatement())));
    }

    /**
     * Puts new metadata in the place of a client's, whole, and another token in the place of its
     * (RFC 7592 §2.2).
     *
     * @return nothing where the token does not open it any more
     */
    public Optional<ClientInformation> replace(
            Tenant tenant,
            String clientId,
            OpaqueValue token,
            Trace trace,
            Registration registration,
            @Nullable String softwareStatement) {
        clients.requireSector(trace, registration);
        return database.change(tx ->
                tokens.rotate(tx, tenant, clientId, token, softwareStatement)
                        .flatMap(next ->
                                clients.replace(tx, tenant, clientId, registration)
                                        .map(changed -> {
                                            events.add(
                                                    tx,
                                                    tenant.id(),
                                                    BY_ITSELF,
                                                    "client.changed",
                                                    clientId);
                                            return new ClientInformation(
                                                    changed, next, softwareStatement);
                                        })));
    }

    /** Removes it and all that hangs on it; false where the token does not open it any more. */
    public boolean remove(Tenant tenant, String clientId, OpaqueValue token) {
        return database.change(tx -> {
            boolean removed =
                    tokens.remove(tx, tenant, clientId, token)
                            && clients.remove(tx, tenant, clientId);
            if (removed) {
                events.add(tx, tenant.id(), BY_ITSELF, "client.removed", clientId);
            }
            return removed;
        });
    }

    /** What it forgets, and when. */
    public List<Chore> chores() {
        return List.of(
                new Chore("remove unused clients", Duration.ofMinutes(10), this::removeUnused),
                Chore.deleting(
                        "remove old initial access tokens",
                        Duration.ofMinutes(10),
                        """
                        DELETE FROM initial_access_token WHERE (tenant, hash) IN
                            (SELECT tenant, hash FROM initial_access_token
                            WHERE expires_at <= ? OR uses_left <= 0 LIMIT 500)
                        """),
                Quota.chore());
    }

    private int removeUnused(Statements tx, Instant now) {
        List<RegistrationTokens.Unused> unused =
                tokens.unusedSince(tx, now.minus(settings.unusedFor()), BATCH);
        for (RegistrationTokens.Unused client : unused) {
            if (tokens.holdUnused(tx, client)
                    && clients.remove(tx, client.tenant(), client.clientId())) {
                events.add(tx, client.tenant().id(), BY_CHORE, "client.expired", client.clientId());
            }
        }
        return unused.size() == BATCH ? Chore.ROWS : unused.size();
    }
}
