package dev.symbolon.protocol.logout;

import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.fetch.Unreachable;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.identity.session.Session;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * OpenID Connect Back-Channel Logout 1.0: when a session ends, however it does, the clients that it
 * signed in to and that asked for it are told, each with a logout token of its own. Who cannot be
 * reached is tried again for most of a day.
 */
public final class BackchannelLogout {

    /** §2.4: preferably two minutes at most. */
    private static final Duration TOKEN_LIVES = Duration.ofMinutes(2);

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6));

    private final LogoutNoticeStore store;
    private final Tenants tenants;
    private final Clients clients;
    private final Keys keys;
    private final Subjects subjects;
    private final Fetcher fetcher;
    private final InstantSource clock;

    public BackchannelLogout(
            Database database,
            Tenants tenants,
            Clients clients,
            Keys keys,
            Subjects subjects,
            Fetcher fetcher,
            InstantSource clock) {
        this.store = new LogoutNoticeStore(database);
        this.tenants = tenants;
        this.clients = clients;
        this.keys = keys;
        this.subjects = subjects;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /** In the transaction that ends a session: its clients are to be told. */
    public void sessionEnded(Statements tx, Session session, @Nullable FlowId by) {
        LogoutNoticeStore.sessionEnded(
                tx, session, by == null ? FlowId.random() : by, clock.instant());
    }

    /** Those who are to be told now; each is this node's for half a minute. */
    List<LogoutNotice> due() {
        return store.take(clock.instant());
    }

    /** Tells one. */
    void tell(LogoutNotice notice, Consumer<Told> witness) {
        Optional<Tenant> tenant = tenants.byId(notice.tenant());
        Optional<Client> client = tenant.flatMap(of -> clients.find(of, notice.clientId()));
        URI address = client.map(c -> c.metadata().backchannelLogoutUri()).orElse(null);
        if (tenant.isEmpty() || client.isEmpty() || address == null) {
            store.told(notice, "not wanted any more", null);
            return;
        }
        Trace trace = new Trace(notice.flow());
        trace.note("client_id", notice.clientId());
        trace.note("account_id", notice.accountId());
        trace.note("try", notice.tries());
        String token = token(tenant.get(), client.get(), notice);
        Instant began = clock.instant();
        int status = send(trace, address, token);
        store.told(notice, outcome(status), again(notice, status));
        Instant now = clock.instant();
        witness.accept(
                new Told(
                        tenant.get(),
                        trace,
                        address,
                        token,
                        status,
                        now,
                        Duration.between(began, now)));
    }

    /** The status that was answered; 0 where none was. */
    private int send(Trace trace, URI address, String token) {
        try {
            // A JWT has no character that a form would encode.
            int status = fetcher.post(address, "logout_token=" + token).status();
            if (isConfirmed(status)) {
                trace.require(LogoutRule.BACKCHANNEL_CONFIRMED, true);
            } else {
                trace.fails(LogoutRule.BACKCHANNEL_CONFIRMED, 200, status);
            }
            return status;
        } catch (Unreachable why) {
            trace.fails(LogoutRule.BACKCHANNEL_CONFIRMED, 200, why.getMessage());
            return 0;
        }
    }

    /** §2.8; some frameworks put 204 where there is no content. */
    private static boolean isConfirmed(int status) {
        return status == 200 || status == 204;
    }

    private static String outcome(int status) {
        return isConfirmed(status)
                ? "confirmed"
                : status == 0 ? "unreachable" : "answered " + status;
    }

    /** §2.8: 400 says that it failed, and would again. */
    private @Nullable Instant again(LogoutNotice notice, int status) {
        boolean done = isConfirmed(status) || status == 400 || notice.tries() > PAUSES.size();
        return done ? null : clock.instant().plus(PAUSES.get(notice.tries() - 1));
    }

    /** §2.4. */
    private String token(Tenant tenant, Client client, LogoutNotice notice) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", tenant.issuer().toString());
        claims.put("sub", subjects.of(tenant, client.clientId(), notice.accountId()));
        claims.put("aud", client.clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(TOKEN_LIVES).getEpochSecond());
        claims.put("jti", notice.id());
        claims.put("events", Map.of(EVENT, Map.of()));
        claims.put("sid", notice.sid());
        return keys.sign(
                tenant, client.metadata().idTokenSignedResponseAlg(), "logout+jwt", claims);
    }
}
