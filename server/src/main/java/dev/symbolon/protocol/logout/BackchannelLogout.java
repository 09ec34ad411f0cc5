package dev.symbolon.protocol.logout;

import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.outbox.Delivery;
import dev.symbolon.core.outbox.OutboxStore;
import dev.symbolon.core.outbox.Pauses;
import dev.symbolon.core.outbox.Telling;
import dev.symbolon.core.outbox.Told;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.identity.session.Session;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
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

    private static final Pauses PAUSES =
            Pauses.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6));

    private final OutboxStore<LogoutNotice> outbox;
    private final Tenants tenants;
    private final Clients clients;
    private final Keys keys;
    private final Subjects subjects;
    private final Fetcher fetcher;
    private final Telling telling;
    private final InstantSource clock;

    public BackchannelLogout(
            Database database,
            Tenants tenants,
            Clients clients,
            Keys keys,
            Subjects subjects,
            Fetcher fetcher,
            InstantSource clock) {
        this.outbox = LogoutNoticeStore.outbox(database);
        this.tenants = tenants;
        this.clients = clients;
        this.keys = keys;
        this.subjects = subjects;
        this.fetcher = fetcher;
        this.telling = new Telling(clock);
        this.clock = clock;
    }

    /** In the transaction that ends a session: its clients are to be told. */
    public void sessionEnded(Statements tx, Session session, @Nullable FlowId by) {
        LogoutNoticeStore.sessionEnded(
                tx, session, by == null ? FlowId.random() : by, clock.instant());
    }

    /**
     * Begins to tell them.
     *
     * @param witness hears of each that was told, or could not be
     */
    public Delivery start(Consumer<Told> witness) {
        return Delivery.start(
                "notices of sign-outs",
                () -> outbox.take(clock.instant()),
                notice -> tell(notice, witness));
    }

    private void tell(LogoutNotice notice, Consumer<Told> witness) {
        Optional<Tenant> tenant = tenants.byId(notice.tenant());
        Optional<Client> client = tenant.flatMap(of -> clients.find(of, notice.clientId()));
        URI address = client.map(c -> c.metadata().backchannelLogoutUri()).orElse(null);
        if (tenant.isEmpty() || client.isEmpty() || address == null) {
            outbox.tried(notice.tenant(), notice.id(), "not wanted any more", null);
            return;
        }
        Trace trace = new Trace(notice.flow());
        trace.note("client_id", notice.clientId());
        trace.note("account_id", notice.accountId());
        trace.note("try", notice.tries());
        String token = token(tenant.get(), client.get(), notice);
        // A JWT has no character that a form would encode.
        Told told =
                telling.tell(
                        tenant.get(),
                        trace,
                        address,
                        Map.of("logout_token", token),
                        LogoutRule.BACKCHANNEL_CONFIRMED,
                        () -> fetcher.post(address, "logout_token=" + token));
        outbox.tried(notice.tenant(), notice.id(), told.outcome(), again(notice, told));
        witness.accept(told);
    }

    /** §2.8: 400 says that it failed, and would again. */
    private @Nullable Instant again(LogoutNotice notice, Told told) {
        boolean done = told.isConfirmed() || told.status() == 400;
        return done ? null : PAUSES.after(notice.tries(), clock.instant()).orElse(null);
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
