package dev.symbolon.examples.mooring;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import dev.symbolon.examples.oauth.FlowFailure;
import dev.symbolon.examples.oauth.Provider;
import java.net.URI;

/**
 * Asks the provider whether a token still holds (RFC 7662). A signature says that it once did: who
 * disconnects an app ends what comes after, not what was signed before.
 *
 * @param mooring who asks: the provider tells no stranger about tokens (§2.1)
 */
record Introspection(Provider provider, ClientAuthentication mooring) {

    /**
     * @throws FlowFailure where the provider does not say
     */
    boolean isActive(String token) {
        URI endpoint = provider.metadata().getIntrospectionEndpointURI();
        var request =
                new TokenIntrospectionRequest(endpoint, mooring, new BearerAccessToken(token));
        try {
            var response = TokenIntrospectionResponse.parse(provider.send(request.toHTTPRequest()));
            if (!response.indicatesSuccess()) {
                throw FlowFailure.of(response.toErrorResponse().getErrorObject());
            }
            return response.toSuccessResponse().isActive();
        } catch (ParseException malformed) {
            throw new FlowFailure("The introspection answer cannot be read", malformed);
        }
    }
}
