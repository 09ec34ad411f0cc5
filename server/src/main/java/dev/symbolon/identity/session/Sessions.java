package dev.symbolon.identity.session;

import dev.symbolon.base.http.Cookie;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Column;
import dev.symbolon.base.sql.Condition;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.NewRow;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins, finds and ends sessions. A session of a disabled account is none. */
public final class Sessions {

    private static final String COOKIE = "sym_session";
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);
    private static final Column<Boolean> NOTHING =
            new Column<>("1 AS alone", List.of(), row -> row.flag("alone"));

    private final SessionStore store;
    private final SessionSettings settings;
    private final InstantSource clock;

    /**
     * @param onEnd what ends with a session; run in the transaction that ends it
     */
    public Sessions(
            Database database, SessionSettings settings, InstantSource clock, List<OnEnd> onEnd) {
        this.store = new SessionStore(database, List.copyOf(onEnd));
        this.settings = settings;
        this.clock = clock;
    }

    /** A client has signed the person in, and wants to hear when the session ends. */
    public void remember(Tenant tenant, String sessionId, String clientId) {
        store.remember(tenant.id(), sessionId, clientId);
    }

    /** Those that wanted to hear of it. */
    List<String> clientsOf(Session session) {
        return store.clients(session);
    }

    /** Ends what hangs on a session. */
    @FunctionalInterface
    public interface OnEnd {
        /**
         * Speaks to the transaction only: it may run again.
         *
         * @param by the flow that ended it; absent where none did: it was over
         */
        void ended(Statements tx, Session session, @Nullable FlowId by);
    }

    /**
     * A person has signed in; {@link #on} sets what the answer must have.
     *
     * @param state what pages of apps may ask about; absent where that is switched off
     */
    public record SignedIn(Session session, Cookie cookie, @Nullable Cookie state) {

        public Response on(Response response) {
            Response signedIn = response.with(cookie);
            return state == null ? signedIn : signedIn.with(state);
        }
    }

    /** A session, and what else was read with it. */
    public record With<T>(Session session, T beside) {}

    /** The session of the browser that sent this request. */
    public Optional<Session> current(Exchange exchange) {
        return current(exchange, NOTHING).map(With::session);
    }

    /**
     * The same, and in the same question something of it that another store keeps.
     *
     * @param beside speaks of the table session
     */
    public <T> Optional<With<T>> current(Exchange exchange, Column<T> beside) {
        Instant now = clock.instant();
        Optional<With<T>> current =
                presented(exchange)
                        .flatMap(cookie ->
                                store.live(
                                        exchange.tenant().id(),
                                        cookie.hash(),
                                        now,
                                        idleSince(now),
                                        beside));
        current.map(With::session)
                .filter(session -> session.lastSeenAt().plus(SEEN_EVERY).isBefore(now))
                .ifPresent(session -> store.seen(session, now));
        return current;
    }

    /**
     * Whether the browser sent a session's cookie, of one that has ended perhaps. Where it did not,
     * it may have one all the same: SameSite=Lax keeps it back with another site's form.
     */
    public boolean isPresented(Exchange exchange) {
        return presented(exchange).isPresent();
    }

    /**
     * Signs the person in. The cookie's value is always a new one, and the one that the browser
     * sent is worth nothing from now on (session fixation, CWE-384). Where the same person signs in
     * again, the session goes on, and with it what clients know as {@code sid}; where another
     * person was signed in in this browser, that session ends.
     *
     * @param amr by what methods (RFC 8176)
     */
    public SignedIn begin(Exchange exchange, Account account, List<String> amr) {
        Instant now = clock.instant();
        OpaqueValue cookie = OpaqueValue.random(OpaqueValue.Kind.SESSION);
        Session fresh =
                new Session(
                        exchange.tenant().id(),
                        OpaqueValue.randomId(),
                        OpaqueValue.randomId(),
                        account.id(),
                        now,
                        Acr.of(amr).wire(),
                        amr,
                        Device.named(exchange.request().header("user-agent").orElse("")),
                        exchange.request().remoteAddress(),
                        now,
                        now,
                        now.plus(settings.absolute()));
        Session session =
                store.begin(
                        fresh,
                        cookie.hash(),
                        presented(exchange).map(OpaqueValue::hash).orElse(""),
                        idleSince(now),
                        exchange.trace().flow());
        return new SignedIn(
                session,
                cookie(exchange.tenant(), cookie.value()),
                settings.checkIframe() ? SessionState.signedIn(exchange.tenant(), session) : null);
    }

    /**
     * Signs the browser out: ends its session and takes the cookie away. A cookie that did not come
     * is left where it is, as its session goes on.
     */
    public Response endCurrent(Exchange exchange, Response response) {
        Tenant tenant = exchange.tenant();
        Optional<OpaqueValue> cookie = presented(exchange);
        if (cookie.isEmpty()) {
            return response;
        }
        store.endByCookie(tenant.id(), cookie.get().hash(), exchange.trace().flow());
        Response over =
                response.with(new Cookie(name(tenant), "", tenant.isSecure(), Duration.ZERO));
        return settings.checkIframe() ? over.with(SessionState.signedOut(tenant)) : over;
    }

    /**
     * What an app's page may ask about from now on (Session Management §2). Nothing where that is
     * switched off, or the app has no page.
     */
    public Optional<SessionState> state(
            Tenant tenant, Session session, String clientId, String redirectUri) {
        return settings.checkIframe()
                ? SessionState.of(tenant, session, clientId, redirectUri)
                : Optional.empty();
    }

    /** That a session has not ended, for a change that is nothing without it. */
    public Condition isLive(Tenant tenant, String id) {
        Instant now = clock.instant();
        return SessionStore.isLive(tenant.id(), id, now, idleSince(now));
    }

    /**
     * Keeps what ends with a session ({@link OnEnd}), all of it or nothing.
     *
     * @return whether the session goes on; nothing was kept where it does not
     */
    public boolean keep(Tenant tenant, String id, NewRow... rows) {
        Instant now = clock.instant();
        return store.add(tenant.id(), id, now, idleSince(now), rows);
    }

    /** A session that has not ended, by what clients know it by. */
    public Optional<Session> bySid(Tenant tenant, String sid) {
        Instant now = clock.instant();
        return store.bySid(tenant.id(), sid, now, idleSince(now));
    }

    /** Those of an account that have not ended, the latest seen first. */
    public List<Session> listOf(Tenant tenant, String accountId) {
        Instant now = clock.instant();
        return store.listOf(tenant.id(), accountId, now, idleSince(now));
    }

    /** Ends a session; false where it had ended before. */
    public boolean end(Tenant tenant, String id) {
        return store.end(tenant.id(), id);
    }

    /** Ends a session of this account and no other's: what the account page asks for. */
    public boolean endOf(Tenant tenant, String accountId, String id) {
        return store.endOf(tenant.id(), accountId, id);
    }

    /** Ends all sessions of an account and says how many. */
    public int endAll(Tenant tenant, String accountId) {
        return store.endAll(tenant.id(), accountId);
    }

    /** The same as part of another change: what an account's end brings with it. */
    public int endAll(Statements tx, Tenant tenant, String accountId) {
        return store.endAll(tx, tenant.id(), accountId);
    }

    /** Removes those that are over, with what hangs on them. */
    public List<Chore> chores() {
        return List.of(
                new Chore(
                        "remove ended sessions",
                        Duration.ofMinutes(10),
                        (tx, now) -> store.removeOver(tx, now, idleSince(now))),
                new Chore(
                        "forget clients of sessions that are gone",
                        Duration.ofMinutes(10),
                        (tx, _) -> SessionStore.forgetClients(tx)));
    }

    private Instant idleSince(Instant now) {
        return now.minus(settings.idle());
    }

    private static Optional<OpaqueValue> presented(Exchange exchange) {
        Tenant tenant = exchange.tenant();
        return exchange.request()
                .cookie(Cookie.nameFor(name(tenant), tenant.isSecure()))
                .flatMap(value -> OpaqueValue.parse(OpaqueValue.Kind.SESSION, value));
    }

    /** It ends with the browser, too: shared computers are common. */
    private static Cookie cookie(Tenant tenant, String value) {
        return new Cookie(name(tenant), value, tenant.isSecure(), null);
    }

    private static String name(Tenant tenant) {
        return tenant.cookieName(COOKIE);
    }
}
