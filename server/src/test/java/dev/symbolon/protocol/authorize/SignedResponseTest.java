package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.jarm.JARMValidator;
import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("JWT Secured Authorization Response Mode (JARM), checked by Nimbus's SDK")
class SignedResponseTest {

    private static TestServer server;
    private static App app;
    private static Browser alice;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        app = server.confidentialApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Signature, issuer, audience and time hold; the test's clock is near enough to the real. */
    private static JWTClaimsSet validated(App whose, String response, JWSAlgorithm algorithm)
            throws Exception {
        URI keys = URI.create(server.issuer() + "/oauth/jwks");
        JWT jwt = JWTParser.parse(response);
        JARMValidator validator =
                new JARMValidator(
                        new Issuer(server.issuer()),
                        new ClientID(whose.clientId()),
                        algorithm,
                        keys.toURL());
        validator.setMaxClockSkew(Integer.MAX_VALUE);
        return validator.validate(jwt);
    }

    private static String onlyResponse(Answer landed) {
        assertThat(landed.sent().names()).containsExactly("response");
        return landed.sent().first("response").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"query.jwt", "jwt"})
    @DisplayName(
            "§2.3.1, §2.3.4 the code comes in a JWT, with iss, aud, exp and state, and nothing beside it")
    void code(String mode) throws Exception {
        Answer landed = alice.get(app.request().with("response_mode", mode).uri());
        JWTClaimsSet claims = validated(app, onlyResponse(landed), JWSAlgorithm.RS256);

        assertThat(claims.getClaims().keySet())
                .containsExactlyInAnyOrder("code", "state", "iss", "aud", "exp");
        assertThat(claims.getStringClaim("state")).isEqualTo("state-1");
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(
                        server.clock()
                                .instant()
                                .plusSeconds(60)
                                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        assertThat(app.redeem(claims.getStringClaim("code")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("§2.3.3 form_post.jwt posts the one parameter response")
    void formPost() throws Exception {
        Answer page = alice.get(app.request().with("response_mode", "form_post.jwt").uri());
        Map<String, ?> fields = page.expectsStatus(200).form().fields();

        assertThat(page.form().action()).isEqualTo(URI.create(App.CALLBACK));
        assertThat(fields.keySet()).map(String::valueOf).containsExactly("response");
        assertThat(
                        validated(app, String.valueOf(fields.get("response")), JWSAlgorithm.RS256)
                                .getStringClaim("code"))
                .isNotEmpty();
    }

    @Test
    @DisplayName("§2.1 an error comes the same way")
    void error() throws Exception {
        Answer landed =
                server.browser()
                        .get(
                                app.request()
                                        .with("response_mode", "query.jwt")
                                        .with("prompt", "none")
                                        .uri());
        JWTClaimsSet claims = validated(app, onlyResponse(landed), JWSAlgorithm.RS256);

        assertThat(claims.getStringClaim("error")).isEqualTo("login_required");
        assertThat(claims.getStringClaim("error_uri")).contains("/rules/");
        assertThat(claims.getClaims()).doesNotContainKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "PS256"})
    @DisplayName("§3 the client registers the algorithm")
    void algorithm(String algorithm) throws Exception {
        App other = server.app(Map.of("authorization_signed_response_alg", algorithm));
        Answer landed = alice.allow(alice.get(other.request().with("response_mode", "jwt").uri()));

        validated(other, onlyResponse(landed), JWSAlgorithm.parse(algorithm));
    }

    @Test
    @DisplayName("§2.1 a response for one client is none for another")
    void audience() {
        Answer landed = alice.get(app.request().with("response_mode", "jwt").uri());
        App other = server.confidentialApp();

        assertThatThrownBy(() -> validated(other, onlyResponse(landed), JWSAlgorithm.RS256))
                .isInstanceOf(BadJWTException.class);
    }

    @Test
    @DisplayName("a response is no ID token: it is no hint of who is meant")
    void noHint() {
        Answer landed = alice.get(app.request().with("response_mode", "jwt").uri());
        Answer refused = alice.get(app.request().with("id_token_hint", onlyResponse(landed)).uri());

        assertThat(refused.sent().first("error")).contains("invalid_request");
        assertThat(refused.sent().first("error_uri").orElseThrow())
                .endsWith("authorize.id-token-hint-ours");
    }

    @Test
    @DisplayName("fragment.jwt is for tokens, which do not travel in addresses here")
    void fragment() {
        Answer refused = alice.get(app.request().with("response_mode", "fragment.jwt").uri());

        assertThat(refused.sent().first("error")).contains("invalid_request");
    }

    @Test
    @DisplayName("§4 discovery names the modes and the algorithms")
    void discovered() {
        Map<String, Object> metadata = server.metadata();

        assertThat(String.valueOf(metadata.get("response_modes_supported")))
                .contains("query.jwt", "form_post.jwt", "jwt");
        assertThat(String.valueOf(metadata.get("authorization_signing_alg_values_supported")))
                .contains("RS256", "ES256", "PS256");
    }
}
