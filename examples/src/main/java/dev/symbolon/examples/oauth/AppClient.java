package dev.symbolon.examples.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.Token;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who the app is to the provider (RFC 6749 §2.1).
 *
 * @param authentication absent for a public client, which only names itself
 */
public record AppClient(ClientID id, @Nullable ClientAuthentication authentication) {

    /** An app on people's own devices: whatever it held would be no secret. */
    public static AppClient publicClient(String id) {
        return new AppClient(new ClientID(id), null);
    }

    /** An app with a server side (RFC 6749 §2.3.1). */
    public static AppClient withSecret(String id, String secret) {
        ClientID clientId = new ClientID(id);
        return new AppClient(clientId, new ClientSecretBasic(clientId, new Secret(secret)));
    }

    /** RFC 8628 §3.1. */
    DeviceAuthorizationRequest deviceRequest(URI endpoint, Wish wish) {
        var request =
                authentication == null
                        ? new DeviceAuthorizationRequest.Builder(id)
                        : new DeviceAuthorizationRequest.Builder(authentication);
        if (wish.resource() != null) {
            request.customParameter("resource", wish.resource().toString());
        }
        return request.scope(wish.scope()).endpointURI(endpoint).build();
    }

    TokenRequest.Builder tokenRequest(URI endpoint, AuthorizationGrant grant) {
        return authentication == null
                ? new TokenRequest.Builder(endpoint, id, grant)
                : new TokenRequest.Builder(endpoint, authentication, grant);
    }

    TokenRevocationRequest revocationRequest(URI endpoint, Token token) {
        return authentication == null
                ? new TokenRevocationRequest(endpoint, id, token)
                : new TokenRevocationRequest(endpoint, authentication, token);
    }
}
