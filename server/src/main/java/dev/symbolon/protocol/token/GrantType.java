package dev.symbolon.protocol.token;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.tenant.Exchange;

/**
 * One way to come by tokens. The list of them is the feature list; discovery and registration read
 * it too.
 */
public interface GrantType {

    /** The {@code grant_type} on the wire. */
    String name();

    /**
     * Answers the request of a client that has been authenticated and may use this grant.
     *
     * @throws dev.symbolon.core.oauth.Refusal where the grant is not valid
     */
    TokenResponse exchange(Exchange exchange, Client client, Parameters form);
}
