package dev.symbolon.core.client.authentication;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.tenant.Exchange;

/** One way in which a client proves who it is. */
interface Method {

    AuthenticationMethod name();

    /** The same for a client, where its certificate makes another method of it. */
    default AuthenticationMethod of(Client client) {
        return name();
    }

    /**
     * Whether the request tries it, well or badly.
     *
     * @param form the parameters that have a value
     */
    boolean isTried(Exchange exchange, Parameters form);

    /**
     * The client, once the proof holds. Whether it is registered with this method is asked
     * afterwards, so that the answer tells nothing to those who cannot prove anything.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_client
     */
    Client prove(Exchange exchange, Parameters form);
}
