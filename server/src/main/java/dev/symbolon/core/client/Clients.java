package dev.symbolon.core.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.base.fetch.FetchSettings;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.base.sql.Changes;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.DatabaseException;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The registered clients of all tenants, with those in use kept in memory: a notice of a change
 * removes a copy, and no copy is older than a minute. What is not there is asked for each time, so
 * that nobody can push clients out by asking for others.
 */
public final class Clients implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Clients.class.getName());

    /** The most that {@link #list} returns at once. */
    public static final int PAGE = 100;

    private static final int MOST_KEPT = 20_000;
    private static final Duration OLDEST_KEPT = Duration.ofMinutes(1);

    /** How exactly it is known when a client was last used: one write a day for each. */
    private static final Duration USE_NOTED_EVERY = Duration.ofDays(1);

    private final Database database;
    private final ClientStore store;
    private final InstantSource clock;
    private final ClientDocuments documents;
    private final SectorIdentifiers sectors;
    private final ClientSettings settings;
    private final Set<AuthenticationMethod> methods;
    private final SealedSecrets sealedSecrets;
    private final List<OnRemove> onRemove;
    private final Cache<String, @Nullable Client> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(OLDEST_KEPT).build();
    private final Changes.Subscription changes;

    /** Clients on which nothing hangs, and whose sealed secrets no other instance can open. */
    public Clients(Database database, InstantSource clock) {
        this(
                database,
                ClientDocuments.none(clock),
                new Fetcher(FetchSettings.defaults()),
                ClientSettings.defaults(),
                EnumSet.allOf(AuthenticationMethod.class),
                new SealedSecrets(new Sealer(MasterKey.random())),
                clock,
                List.of());
    }

    /**
     * @param settings what all clients are held to
     * @param methods the ways of authentication that they may register
     * @param onRemove what ends with a client; run in the transaction that removes it
     */
    public Clients(
            Database database,
            ClientDocuments documents,
            Fetcher fetcher,
            ClientSettings settings,
            Set<AuthenticationMethod> methods,
            SealedSecrets sealedSecrets,
            InstantSource clock,
            List<OnRemove> onRemove) {
        this.database = database;
        this.store = new ClientStore(database, settings::profileIn);
        this.settings = settings;
        this.methods = Set.copyOf(methods);
        this.sealedSecrets = sealedSecrets;
        this.documents = documents;
        this.sectors = new SectorIdentifiers(fetcher);
        this.onRemove = List.copyOf(onRemove);
        this.clock = clock;
        this.changes = database.changes().subscribe(ClientStore.TOPIC, this::forget);
    }

    /** What all of them are held to. */
    public ClientSettings settings() {
        return settings;
    }

    /** The ways of authentication that are offered to them. */
    public Set<AuthenticationMethod> methods() {
        return methods;
    }

    /** What clients of the tenant may register. */
    public Terms terms(Tenant tenant) {
        return settings.in(tenant, methods);
    }

    /** Ends what hangs on a client. */
    @FunctionalInterface
    public interface OnRemove {
        /** Speaks to the transaction only: it may run again. */
        void removed(Statements tx, Tenant tenant, String clientId);
    }

    private void forget(String key) {
        if (key.equals(Changes.EVERYTHING)) {
            kept.invalidateAll();
        } else {
            kept.invalidate(key);
        }
    }

    /**
     * The tenant's client of that id, also one that is known by its document only, which is read
     * where need be: for 5 seconds at most. Nothing for any other text.
     */
    public Optional<Client> find(Tenant tenant, String clientId) {
        return ClientDocuments.isAddress(clientId)
                ? documents.find(tenant.id(), settings.profileIn(tenant.id()), clientId)
                : registered(tenant, clientId);
    }

    /** The same for those who only show it: no document is read for it. */
    public Optional<Client> known(Tenant tenant, String clientId) {
        return ClientDocuments.isAddress(clientId)
                ? documents.known(tenant.id(), settings.profileIn(tenant.id()), clientId)
                : registered(tenant, clientId);
    }

    /**
     * What a client is held to; one that is not there, to what its tenant's clients are. No
     * document is read for it.
     */
    public Profile profileOf(Tenant tenant, String clientId) {
        return known(tenant, clientId)
                .map(Client::profile)
                .orElseGet(() -> settings.profileIn(tenant.id()));
    }

    /** For developers: an id by which no client was found, and why where that can be told. */
    public String unknown(String clientId) {
        return ClientDocuments.isAddress(clientId)
                ? clientId + ", " + documents.why(clientId)
                : clientId;
    }

    private Optional<Client> registered(Tenant tenant, String clientId) {
        return Optional.ofNullable(
                kept.get(
                        ClientStore.key(tenant.id(), clientId),
                        _ ->
                                ClientId.isWellFormed(clientId)
                                        ? store.find(tenant.id(), clientId).orElse(null)
                                        : null));
    }

    /**
     * In the order of their ids, at most {@link #PAGE}.
     *
     * @param afterClientId where the page before ended; empty for the first one
     */
    public List<Client> list(Tenant tenant, String afterClientId) {
        return store.list(tenant.id(), afterClientId, PAGE);
    }

    /**
     * Those whose metadata holds this text somewhere, in any case of its letters, at most {@link
     * #PAGE}. Reads all clients of the tenant: for people who search, not for requests of apps.
     */
    public List<Client> mentioning(Tenant tenant, String text) {
        return store.mentioning(tenant.id(), text, PAGE);
    }

    /**
     * Registers a client as an administrator.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_client_metadata or invalid_redirect_uri
     */
    public Registered register(Tenant tenant, Map<String, Object> metadata) {
        Trace trace = new Trace(FlowId.random());
        return register(
                tenant,
                trace,
                Registration.of(trace, Registrar.ADMINISTRATOR, terms(tenant), metadata));
    }

    /**
     * Registers a client.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_client_metadata where the chosen id is taken
     */
    public Registered register(Tenant tenant, Trace trace, Registration registration) {
        requireSector(trace, registration);
        Registered drawn = draw(tenant, registration, Registrar.ADMINISTRATOR);
        boolean added = database.change(tx -> add(tx, drawn));
        trace.require(MetadataRule.CLIENT_ID_FREE, added, null, drawn.client().clientId());
        return drawn;
    }

    /**
     * Asks the address that the client names as its sector, where it names one; before it is
     * registered or changed, for 5 seconds at most.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_client_metadata where it does not speak for
     *     it
     */
    public void requireSector(Trace trace, Registration registration) {
        sectors.require(trace, registration.metadata());
    }

    /** A client with an id and, where it needs one, a secret; it is not kept yet. */
    public Registered draw(Tenant tenant, Registration registration, Registrar registrar) {
        Instant now = clock.instant();
        Secret secret = secretFor(registration);
        String chosen = registration.clientId();
        String clientId = chosen == null ? ClientId.random() : chosen;
        Client client =
                new Client(
                        tenant.id(),
                        clientId,
                        registration.metadata(),
                        kept(tenant, clientId, registration.metadata(), secret),
                        now,
                        now,
                        registrar,
                        registration.metadata().heldTo(settings.profileIn(tenant.id())),
                        null);
        return new Registered(client, secret);
    }

    /** Keeps a client that was drawn; false where its id is taken. */
    public boolean add(Statements tx, Registered drawn) {
        return store.add(tx, drawn.client());
    }

    /**
     * Puts new metadata in the place of a client's, whole (RFC 7592 §2.2). A secret stays where the
     * client still uses one; one is made where it begins to, or begins to sign with it or to send
     * it, and ends where it does no longer.
     *
     * @return nothing where there is no such client
     * @throws dev.symbolon.core.oauth.Refusal invalid_client_metadata or invalid_redirect_uri
     */
    public Optional<Registered> replace(
            Tenant tenant, String clientId, Map<String, Object> metadata) {
        Trace trace = new Trace(FlowId.random());
        Registration registration =
                Registration.of(trace, Registrar.ADMINISTRATOR, terms(tenant), metadata);
        String named = registration.clientId();
        trace.require(
                MetadataRule.CLIENT_ID_FIXED,
                named == null || named.equals(clientId),
                clientId,
                named);
        requireSector(trace, registration);
        return database.change(tx -> replace(tx, tenant, clientId, registration));
    }

    /** The same in the caller's transaction, with what was checked. */
    public Optional<Registered> replace(
            Statements tx, Tenant tenant, String clientId, Registration registration) {
        Secret secret = secretFor(registration);
        boolean chosen = registration.clientSecret() != null;
        ClientSecrets fresh = kept(tenant, clientId, registration.metadata(), secret);
        String hash = fresh.hash();
        return store.replace(
                        tx,
                        tenant.id(),
                        clientId,
                        registration.metadata(),
                        fresh,
                        secret != null && !chosen,
                        clock.instant())
                .map(client ->
                        new Registered(
                                client,
                                hash != null && hash.equals(client.secrets().hash())
                                        ? secret
                                        : null));
    }

    /**
     * Gives a client another secret, while the present one works on for a while.
     *
     * @param overlap zero where the present one is known to others and must end at once
     * @return nothing where there is no such client, or it has no secret
     */
    public Optional<Registered> rotateSecret(Tenant tenant, String clientId, Duration overlap) {
        @Nullable Client present = store.find(tenant.id(), clientId).orElse(null);
        if (present == null) {
            return Optional.empty();
        }
        Secret secret = randomSecret(present.metadata());
        Instant now = clock.instant();
        return store.rotateSecret(
                        tenant.id(),
                        clientId,
                        kept(tenant, clientId, present.metadata(), secret),
                        now.plus(overlap),
                        now)
                .map(client -> new Registered(client, secret));
    }

    /** Removes it, and ends what was issued to it; false where there was none. */
    public boolean remove(Tenant tenant, String clientId) {
        return database.change(tx -> remove(tx, tenant, clientId));
    }

    /** The same in the caller's transaction. */
    public boolean remove(Statements tx, Tenant tenant, String clientId) {
        boolean removed = store.remove(tx, tenant.id(), clientId);
        if (removed) {
            onRemove.forEach(end -> end.removed(tx, tenant, clientId));
        }
        return removed;
    }

    /**
     * The client has proved who it is. That is written down once a day: of many requests at once
     * the one does it that puts the new copy in the place of the old.
     */
    public void used(Client client) {
        Instant now = clock.instant();
        Instant noted = client.usedAt();
        if (noted != null && noted.plus(USE_NOTED_EVERY).isAfter(now)) {
            return;
        }
        String key = ClientStore.key(client.tenant(), client.clientId());
        if (kept.asMap().replace(key, client, client.usedAt(now))) {
            try {
                store.used(client.tenant(), client.clientId(), now, now.minus(USE_NOTED_EVERY));
            } catch (DatabaseException away) {
                // The answer matters more than this note; the next copy brings it up again.
                LOG.log(System.Logger.Level.WARNING, "The use of a client was not noted", away);
            }
        }
    }

    /** Lets an account answer for a client: it may see its flows. False without such a client. */
    public boolean own(Tenant tenant, String clientId, String accountId) {
        return store.own(tenant.id(), clientId, accountId);
    }

    /** The ids of the clients that the account answers for. */
    public Set<String> ownedBy(Tenant tenant, String accountId) {
        return Set.copyOf(store.ownedBy(tenant.id(), accountId));
    }

    private static @Nullable Secret secretFor(Registration registration) {
        if (!registration.metadata().tokenEndpointAuthMethod().usesSecret()) {
            return null;
        }
        Secret chosen = registration.clientSecret();
        return chosen == null ? randomSecret(registration.metadata()) : chosen;
    }

    private static Secret randomSecret(ClientMetadata metadata) {
        return metadata.tokenEndpointAuthMethod().signsWithSecret()
                ? SealedSecrets.random()
                : new Secret(OpaqueValue.random(OpaqueValue.Kind.CLIENT_SECRET).value());
    }

    /** How a secret is kept: as its hash, and sealed where the client signs with it. */
    private ClientSecrets kept(
            Tenant tenant, String clientId, ClientMetadata metadata, @Nullable Secret secret) {
        if (secret == null) {
            return ClientSecrets.NONE;
        }
        @Nullable String sealed =
                metadata.tokenEndpointAuthMethod().signsWithSecret()
                        ? sealedSecrets.seal(tenant.id(), clientId, secret)
                        : null;
        return new ClientSecrets(OpaqueValue.sha256(secret.value()), null, null, sealed, null);
    }

    @Override
    public void close() {
        changes.close();
    }
}
