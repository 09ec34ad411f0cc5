package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Condition;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Pkce;
import dev.symbolon.core.tenant.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authorization codes: made once, used up once. */
public final class CodeStore {

    private final Database database;
    private final GrantStore grants;
    private final TokenSettings settings;
    private final InstantSource clock;

    public CodeStore(
            Database database, GrantStore grants, TokenSettings settings, InstantSource clock) {
        this.database = database;
        this.grants = grants;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Makes a code for what was approved, valid for the time RFC 9700 and FAPI 2.0 §5.3.2.1 allow.
     *
     * @param grantId the grant that redeeming it makes, or takes over
     */
    public OpaqueValue create(
            Tenant tenant,
            String grantId,
            Approval approval,
            String redirectUri,
            boolean redirectUriSent,
            @Nullable Pkce pkce,
            FlowId flow,
            Duration atMost) {
        Duration lifetime =
                settings.codeLifetime().compareTo(atMost) < 0 ? settings.codeLifetime() : atMost;
        OpaqueValue code = OpaqueValue.random(OpaqueValue.Kind.AUTHORIZATION_CODE);
        database.run(
                """
                INSERT INTO authorization_code (tenant, hash, client_id, account_id, session_id,
                    redirect_uri, redirect_sent, code_challenge, grant_id, approval, flow,
                    expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                tenant.id(),
                code.hash(),
                approval.clientId(),
                approval.accountId(),
                approval.endsWith(),
                redirectUri,
                redirectUriSent,
                pkce == null ? null : pkce.codeChallenge(),
                grantId,
                approval.toJson(),
                flow.value(),
                clock.instant().plus(lifetime));
        return code;
    }

    /** Looks a code up and changes nothing: proof comes before use. */
    public Optional<AuthorizationCode> find(Tenant tenant, OpaqueValue code) {
        return find(tenant, code.hash());
    }

    private Optional<AuthorizationCode> find(Tenant tenant, String hash) {
        return database.one(
                """
                SELECT hash, client_id, redirect_uri, redirect_sent, code_challenge, grant_id, approval,
                    flow, expires_at, redeemed_at, ended_at
                FROM authorization_code WHERE tenant = ? AND hash = ?
                """,
                CodeStore::code,
                tenant.id(),
                hash);
    }

    /**
     * Uses the code up and makes its grant, at once; of many at once exactly one is first. The
     * others, and everyone later, end what the first got: a code used twice may have been stolen
     * (RFC 6749 §4.1.2).
     *
     * @param goesOn what the code hangs on; what ended while the code was being made has not ended
     *     the code, which was not there yet
     * @param bound what the grant is bound to (RFC 9449 §5, RFC 8705 §4)
     */
    public Redemption redeem(
            Tenant tenant,
            AuthorizationCode code,
            Condition goesOn,
            Confirmation bound,
            boolean wantsRefreshToken) {
        Instant now = clock.instant();
        Redemption.First first =
                grants.first(
                        code.grantId(),
                        code.approval().boundTo(bound),
                        code.flow(),
                        now,
                        wantsRefreshToken);
        List<@Nullable Object> arguments =
                new ArrayList<>(List.of(now, tenant.id(), code.hash(), now));
        arguments.addAll(goesOn.arguments());
        return database.runAndAdd(
                        """
                        UPDATE authorization_code SET redeemed_at = ?
                        WHERE tenant = ? AND hash = ? AND redeemed_at IS NULL AND ended_at IS NULL
                            AND expires_at + 0 > ? AND
                        """
                                + goesOn.sql(),
                        arguments,
                        grants.rows(tenant, first, now))
                ? first
                : tooLate(tenant, code, now);
    }

    private Redemption tooLate(Tenant tenant, AuthorizationCode code, Instant now) {
        // Somebody may have been quicker since it was looked up.
        AuthorizationCode found = find(tenant, code.hash()).orElse(code);
        boolean ended = found.endedAt() != null || !found.isExpired(now);
        return grants.tooLate(tenant, found.grantId(), found.redeemedAt(), ended);
    }

    private static AuthorizationCode code(Row row) throws SQLException {
        String challenge = row.textOrNull("code_challenge");
        return new AuthorizationCode(
                row.text("hash"),
                row.text("client_id"),
                row.text("redirect_uri"),
                row.flag("redirect_sent"),
                challenge == null ? null : new Pkce(challenge),
                row.text("grant_id"),
                Approval.fromJson(row.text("approval")),
                new FlowId(row.text("flow")),
                row.time("expires_at"),
                row.timeOrNull("redeemed_at"),
                row.timeOrNull("ended_at"));
    }
}
