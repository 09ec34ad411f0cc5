package dev.symbolon.protocol.authorize;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tokens.AccessToken;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.Delegation;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.core.tokens.Issuer;
import dev.symbolon.identity.session.Sessions;
import java.util.Optional;

/**
 * Access tokens that the browser carries to the app: RFC 6749 §4.2.2, Core §3.2.2.5, §3.3.2.5. Each
 * belongs to a grant, as any other, and no refresh token does.
 */
final class FrontChannelAccessTokens {

    private final GrantStore grants;
    private final Sessions sessions;
    private final Targets targets;
    private final Issuer issuer;

    FrontChannelAccessTokens(GrantStore grants, Sessions sessions, Targets targets, Issuer issuer) {
        this.grants = grants;
        this.sessions = sessions;
        this.targets = targets;
        this.issuer = issuer;
    }

    /**
     * Mints one.
     *
     * @param grantId that of the code, where one comes too
     * @return nothing where the person has signed out by now
     */
    Optional<AccessToken> mint(
            Exchange exchange, Client client, Approval approval, String grantId) {
        Tenant tenant = exchange.tenant();
        boolean kept =
                sessions.keep(
                        tenant,
                        String.valueOf(approval.sessionId()),
                        grants.atOnce(tenant, grantId, approval, exchange.trace().flow()));
        if (!kept) {
            return Optional.empty();
        }
        // Whoever has it may use it: nothing was proved on the way here.
        Approval unbound = approval.boundTo(Confirmation.NONE);
        return Optional.of(
                issuer.accessToken(
                        tenant,
                        unbound,
                        grantId,
                        targets.granted(tenant, approval.resources()),
                        Delegation.among(client)));
    }
}
