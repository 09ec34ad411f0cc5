package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationResponse;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * An app whose every message Nimbus's SDK writes and reads; it knows the issuer, and from there on
 * only what discovery says.
 *
 * @param authentication made anew for each request, as an assertion is good for one only; absent: a
 *     public client
 */
record NimbusApp(
        OIDCProviderMetadata provider,
        ClientID clientId,
        @Nullable Callable<ClientAuthentication> authentication) {

    static final URI CALLBACK = URI.create(App.CALLBACK);

    static NimbusApp discovering(
            URI issuer, String clientId, @Nullable Callable<ClientAuthentication> authentication)
            throws Exception {
        return new NimbusApp(
                OIDCProviderMetadata.resolve(new Issuer(issuer)),
                new ClientID(clientId),
                authentication);
    }

    /** What the app keeps between the request and its answer. */
    record Memory(State state, Nonce nonce, CodeVerifier verifier) {
        Memory() {
            this(new State(), new Nonce(), new CodeVerifier());
        }
    }

    AuthenticationRequest.Builder request(Memory memory, String scope) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, Scope.parse(scope), clientId, CALLBACK)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(memory.state())
                .nonce(memory.nonce())
                .codeChallenge(memory.verifier(), CodeChallengeMethod.S256);
    }

    /** Sends the person's browser, which allows what it is asked, and reads where it comes back. */
    AuthenticationResponse authorize(Browser person, AuthenticationRequest request)
            throws Exception {
        Answer answer = person.get(request.toURI());
        Answer back = answer.status() == 200 ? person.allow(answer) : answer;
        assertThat(back.location().toString()).startsWith(App.CALLBACK);
        return AuthenticationResponseParser.parse(back.location());
    }

    /** The same by reference (RFC 9126). */
    AuthenticationResponse authorizePushed(Browser person, AuthenticationRequest request)
            throws Exception {
        URI endpoint = provider.getPushedAuthorizationRequestEndpointURI();
        PushedAuthorizationRequest push =
                authentication == null
                        ? new PushedAuthorizationRequest(endpoint, request)
                        : new PushedAuthorizationRequest(endpoint, authentication.call(), request);
        PushedAuthorizationResponse pushed =
                PushedAuthorizationResponse.parse(push.toHTTPRequest().send());
        assertThat(pushed.indicatesSuccess()).isTrue();
        return authorize(
                person,
                new AuthenticationRequest.Builder(
                                pushed.toSuccessResponse().getRequestURI(), clientId)
                        .endpointURI(provider.getAuthorizationEndpointURI())
                        .build());
    }

    /** The code, once state and issuer are as they must be (RFC 9207 §2.4). */
    AuthorizationCode code(Memory memory, AuthenticationResponse response) {
        assertThat(response.indicatesSuccess()).isTrue();
        AuthenticationSuccessResponse success = response.toSuccessResponse();
        assertThat(success.getState()).isEqualTo(memory.state());
        assertThat(success.getIssuer()).isEqualTo(provider.getIssuer());
        return success.getAuthorizationCode();
    }

    TokenResponse token(AuthorizationGrant grant) throws Exception {
        URI endpoint = provider.getTokenEndpointURI();
        TokenRequest.Builder request =
                authentication == null
                        ? new TokenRequest.Builder(endpoint, clientId, grant)
                        : new TokenRequest.Builder(endpoint, authentication.call(), grant);
        return OIDCTokenResponseParser.parse(request.build().toHTTPRequest().send());
    }

    TokenResponse redeem(Memory memory, AuthorizationCode code) throws Exception {
        return token(new AuthorizationCodeGrant(code, CALLBACK, memory.verifier()));
    }

    /** The whole way from the browser to the tokens. */
    OIDCTokenResponse signIn(Browser person, Memory memory, String scope) throws Exception {
        AuthenticationResponse response = authorize(person, request(memory, scope).build());
        TokenResponse tokens = redeem(memory, code(memory, response));
        assertThat(tokens.indicatesSuccess()).as("%s", tokens.toHTTPResponse().getBody()).isTrue();
        return (OIDCTokenResponse) tokens.toSuccessResponse();
    }

    /** Core §3.1.3.7, as Nimbus understands it, with the keys that the provider publishes. */
    IDTokenClaimsSet validate(
            OIDCTokenResponse tokens, JWSAlgorithm algorithm, @Nullable Nonce nonce)
            throws Exception {
        return new IDTokenValidator(
                        provider.getIssuer(), clientId, algorithm, provider.getJWKSetURI().toURL())
                .validate(tokens.getOIDCTokens().getIDToken(), nonce);
    }
}
