package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.NewRow;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Grants: begun with a code's redemption, ended by whoever may, together with the codes that would
 * begin more of them.
 */
public final class GrantStore {

    /**
     * A grant that an access token of the authorization endpoint began is the code's from then on.
     */
    private static final String TAKEN_OVER =
            NewRow.replacing("tenant, id", "approval", "expires_at");

    private static final List<String> OF_SESSIONS = List.of("authorization_code", "token_grant");

    /** What a device or an app elsewhere was allowed belongs to no browser's session. */
    private static final List<String> EVERYTHING =
            List.of(
                    "authorization_code",
                    "device_authorization",
                    "backchannel_authentication",
                    "token_grant");

    private final Database database;
    private final TokenSettings settings;
    private final InstantSource clock;

    public GrantStore(Database database, TokenSettings settings, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the first use of a code brings, not kept yet. */
    Redemption.First first(
            String grantId,
            Approval approval,
            FlowId flow,
            Instant now,
            boolean wantsRefreshToken) {
        Instant expires =
                now.plus(
                        wantsRefreshToken
                                ? settings.refreshAbsoluteLifetime()
                                : settings.accessTokenLifetimeAtMost());
        return new Redemption.First(
                new Grant(grantId, approval, flow, expires, null),
                wantsRefreshToken ? OpaqueValue.random(OpaqueValue.Kind.REFRESH_TOKEN) : null);
    }

    /**
     * What keeps a grant from the beginning on, before any code of it is handed in: an access token
     * of it comes from the authorization endpoint (RFC 6749 §4.2.2, Core §3.3.2.5). A code that
     * comes along takes the grant over when it is handed in, and ends it when it is handed in
     * again.
     */
    public NewRow[] atOnce(Tenant tenant, String grantId, Approval approval, FlowId flow) {
        Instant now = clock.instant();
        return rows(tenant, first(grantId, approval, flow, now, false), now);
    }

    /** How that is kept. */
    NewRow[] rows(Tenant tenant, Redemption.First first, Instant now) {
        Grant grant = first.grant();
        // It may be there: see atOnce. One that has ended does not begin again.
        NewRow row =
                NewRow.into(
                                "token_grant",
                                "tenant, id, client_id, account_id, session_id, approval, flow, created_at,"
                                        + " expires_at",
                                tenant.id(),
                                grant.id(),
                                grant.approval().clientId(),
                                grant.approval().accountId(),
                                grant.approval().endsWith(),
                                grant.approval().toJson(),
                                grant.flow().value(),
                                now,
                                grant.expiresAt())
                        .on(TAKEN_OVER);
        OpaqueValue token = first.refreshToken();
        return token == null
                ? new NewRow[] {row}
                : new NewRow[] {
                    row,
                    RefreshTokenStore.row(
                            tenant, token, grant.id(), now.plus(settings.refreshIdleLifetime()))
                };
    }

    /**
     * What the use of a code came to that did not make its grant. Used before, it ends what it
     * gave: it may have been stolen (RFC 6749 §4.1.2).
     *
     * @param ended whether what the person approved had ended, not only its time
     */
    Redemption tooLate(Tenant tenant, String id, @Nullable Instant redeemedAt, boolean ended) {
        if (redeemedAt != null) {
            end(tenant, id);
            return new Redemption.Replay();
        }
        return ended ? new Redemption.Ended() : new Redemption.Expired();
    }

    public Optional<Grant> find(Tenant tenant, String id) {
        return database.one(
                """
                SELECT id, approval, flow, expires_at, ended_at
                FROM token_grant WHERE tenant = ? AND id = ?
                """,
                GrantStore::grant,
                tenant.id(),
                id);
    }

    /** The newest of what an account allowed a client, where anything of it lives. */
    public Optional<Grant> newestLive(Tenant tenant, String accountId, String clientId) {
        return database.one(
                """
                SELECT id, approval, flow, expires_at, ended_at
                FROM token_grant
                WHERE tenant = ? AND account_id = ? AND client_id = ? AND ended_at IS NULL
                    AND expires_at + 0 > ?
                ORDER BY created_at DESC, id LIMIT 1
                """,
                GrantStore::grant,
                tenant.id(),
                accountId,
                clientId,
                clock.instant());
    }

    /** What an account allowed, to whomever, that lives: the newest first, a hundred at most. */
    public List<Grant> listLive(Tenant tenant, String accountId) {
        return database.list(
                """
                SELECT id, approval, flow, expires_at, ended_at
                FROM token_grant
                WHERE tenant = ? AND account_id = ? AND ended_at IS NULL AND expires_at + 0 > ?
                ORDER BY created_at DESC, id LIMIT 100
                """,
                GrantStore::grant,
                tenant.id(),
                accountId,
                clock.instant());
    }

    boolean isLive(Tenant tenant, String id) {
        return database.one(
                        """
                        SELECT 1 AS live FROM token_grant
                        WHERE tenant = ? AND id = ? AND ended_at IS NULL
                        """,
                        row -> row.number("live"),
                        tenant.id(),
                        id)
                .isPresent();
    }

    /**
     * Binds a grant to a key (RFC 9449 §5), unless it is bound already; of many at once one does.
     * Gives what it is afterwards.
     */
    Approval bind(Tenant tenant, Grant grant, String key) {
        String certificate = grant.approval().bound().x5t();
        Approval bound =
                grant.approval()
                        .boundTo(
                                new Confirmation(
                                        key, certificate, grant.approval().bound().instance()));
        boolean first =
                database.run(
                                """
                                UPDATE token_grant SET approval = ?
                                WHERE tenant = ? AND id = ? AND approval NOT LIKE '%"dpop_jkt":%'
                                """,
                                bound.toJson(), tenant.id(), grant.id())
                        == 1;
        return first ? bound : find(tenant, grant.id()).map(Grant::approval).orElse(bound);
    }

    /** Ends a grant and so all that hangs on it; nothing happens where it has ended. */
    public void end(Tenant tenant, String id) {
        database.run(
                "UPDATE token_grant SET ended_at = ? WHERE tenant = ? AND id = ? AND ended_at IS NULL",
                clock.instant(),
                tenant.id(),
                id);
    }

    /** Ends what an account allowed a client: "disconnect". */
    public void endOfClient(Statements tx, Tenant tenant, String accountId, String clientId) {
        endAll(
                tx,
                EVERYTHING,
                "tenant = ? AND account_id = ? AND client_id = ?",
                tenant.id(),
                accountId,
                clientId);
    }

    /** Ends what anybody allowed a client: it was removed. */
    public void endOfClient(Statements tx, Tenant tenant, String clientId) {
        endAll(tx, EVERYTHING, "tenant = ? AND client_id = ?", tenant.id(), clientId);
    }

    /** Ends everything of an account: it was disabled. */
    public void endOfAccount(Statements tx, Tenant tenant, String accountId) {
        endAll(tx, EVERYTHING, "tenant = ? AND account_id = ?", tenant.id(), accountId);
    }

    /**
     * A session ended: what was granted in it ends too. A grant with offline access names no
     * session; the person allowed it to go on (Core §11).
     */
    public void endOfSession(Statements tx, String tenant, String sessionId) {
        endAll(tx, OF_SESSIONS, "tenant = ? AND session_id = ?", tenant, sessionId);
    }

    /**
     * Codes before grants: who redeems a code at the same moment holds its row, so this waits for
     * them and then sees the grant they made; or they wait for this, and find the code ended.
     */
    private void endAll(Statements tx, List<String> tables, String which, String... names) {
        List<Object> arguments = new ArrayList<>(List.of(clock.instant()));
        arguments.addAll(List.of(names));
        for (String table : tables) {
            tx.run(
                    "UPDATE "
                            + table
                            + " SET ended_at = ? WHERE "
                            + which
                            + " AND ended_at IS NULL",
                    arguments.toArray());
        }
    }

    static Grant grant(Row row) throws SQLException {
        return new Grant(
                row.text("id"),
                Approval.fromJson(row.text("approval")),
                new FlowId(row.text("flow")),
                row.time("expires_at"),
                row.timeOrNull("ended_at"));
    }
}
