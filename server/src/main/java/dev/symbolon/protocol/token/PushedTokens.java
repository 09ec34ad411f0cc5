package dev.symbolon.protocol.token;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tokens.Redemption;
import java.util.Map;

/** CIBA §10.3.1: what a token response would hold, for a client that it is sent to. */
public record PushedTokens(Tokens tokens) {

    /**
     * Mints them.
     *
     * @param first the grant that begins with them
     * @throws dev.symbolon.core.oauth.Refusal where the account is disabled, or the APIs are of
     *     several kinds
     */
    public Map<String, Object> mint(
            Tenant tenant, Trace trace, Client client, Redemption.First first, String authReqId) {
        return tokens.push(tenant, trace, client, first, authReqId).toMap();
    }
}
