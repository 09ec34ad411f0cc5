package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InMemoryDPoPSingleUseChecker;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPTokenError;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoErrorResponse;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.interop.NimbusApp.Memory;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9449, with Nimbus's SDK as the client and as another resource")
class NimbusDpopTest {

    private TestServer server;
    private Browser alice;
    private NimbusApp app;

    @BeforeEach
    void start() throws Exception {
        server =
                TestServer.start(
                        TestDatabases.freshOnPostgres(), Map.of("dpop.require-nonce", "true"));
        // The other side reads the real clock, so the server's must not stand behind it.
        server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        app = NimbusApp.discovering(server.issuer(), server.publicApp().clientId(), null);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Sends it with a proof, and again with the nonce that is asked for (RFC 9449 §8). */
    private static HTTPResponse send(
            HTTPRequest request, DPoPProofFactory proofs, @Nullable AccessToken token)
            throws Exception {
        String method = request.getMethod().name();
        URI address = request.getURI();
        request.setDPoP(proof(proofs, method, address, token, null));
        HTTPResponse first = request.send();
        Nonce nonce = first.getDPoPNonce();
        if (nonce == null) {
            return first;
        }
        request.setDPoP(proof(proofs, method, address, token, nonce));
        return request.send();
    }

    private static SignedJWT proof(
            DPoPProofFactory proofs,
            String method,
            URI address,
            @Nullable AccessToken token,
            @Nullable Nonce nonce)
            throws Exception {
        return token == null
                ? proofs.createDPoPJWT(method, address, nonce)
                : proofs.createDPoPJWT(method, address, token, nonce);
    }

    private TokenResponse token(AuthorizationGrant grant, DPoPProofFactory proofs)
            throws Exception {
        return OIDCTokenResponseParser.parse(
                send(
                        new TokenRequest.Builder(
                                        app.provider().getTokenEndpointURI(), app.clientId(), grant)
                                .build()
                                .toHTTPRequest(),
                        proofs,
                        null));
    }

    @Test
    @DisplayName("a public client's tokens are bound to an EC key, through refresh, at userinfo")
    void elliptic() throws Exception {
        walk(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
    }

    @Test
    @DisplayName("and to an RSA key")
    void rsa() throws Exception {
        walk(new RSAKeyGenerator(2048).generate(), JWSAlgorithm.PS256);
    }

    private void walk(JWK key, JWSAlgorithm algorithm) throws Exception {
        DPoPProofFactory proofs = new DefaultDPoPProofFactory(key, algorithm);
        Memory memory = new Memory();
        var back = app.authorize(alice, app.request(memory, "openid profile").build());
        TokenResponse first =
                token(
                        new AuthorizationCodeGrant(
                                app.code(memory, back), NimbusApp.CALLBACK, memory.verifier()),
                        proofs);
        assertThat(first.indicatesSuccess()).as("%s", first.toHTTPResponse().getBody()).isTrue();
        var refreshToken = first.toSuccessResponse().getTokens().getRefreshToken();

        TokenResponse second = token(new RefreshTokenGrant(refreshToken), proofs);
        assertThat(second.indicatesSuccess()).isTrue();
        AccessToken token = second.toSuccessResponse().getTokens().getAccessToken();
        assertThat(token.getType()).isEqualTo(AccessTokenType.DPOP);
        acceptedElsewhere(token, proofs);

        URI userinfo = app.provider().getUserInfoEndpointURI();
        HTTPRequest request =
                new UserInfoRequest(userinfo, HTTPRequest.Method.GET, token).toHTTPRequest();
        assertThat(UserInfoResponse.parse(send(request, proofs, token)).indicatesSuccess())
                .isTrue();

        // Another's key, with the same token.
        DPoPProofFactory others =
                new DefaultDPoPProofFactory(
                        new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
        HTTPRequest stolen =
                new UserInfoRequest(userinfo, HTTPRequest.Method.GET, token).toHTTPRequest();
        var refused = UserInfoErrorResponse.parse(send(stolen, others, token)).getErrorObject();
        assertThat(refused).isInstanceOf(DPoPTokenError.class);
        assertThat(refused.getCode()).isEqualTo("invalid_token");
        assertThat(((DPoPTokenError) refused).getJWSAlgorithms()).contains(algorithm);
    }

    /** A resource that Nimbus guards takes the token, by its {@code cnf} (RFC 9449 §6.1). */
    private void acceptedElsewhere(AccessToken token, DPoPProofFactory proofs) throws Exception {
        URI resource = URI.create("https://api.example/things");
        JWKThumbprintConfirmation confirmation =
                JWKThumbprintConfirmation.parse(
                        SignedJWT.parse(token.getValue()).getJWTClaimsSet());
        InMemoryDPoPSingleUseChecker once = new InMemoryDPoPSingleUseChecker(60, 60);
        try {
            new DPoPProtectedResourceRequestVerifier(
                            Set.of(JWSAlgorithm.ES256, JWSAlgorithm.PS256), 60, 60, once)
                    .verify(
                            "GET",
                            resource,
                            new DPoPIssuer(app.clientId()),
                            proofs.createDPoPJWT("GET", resource, token),
                            new DPoPAccessToken(token.getValue()),
                            confirmation,
                            (Set<Nonce>) null,
                            null);
        } finally {
            once.shutdown();
        }
    }
}
