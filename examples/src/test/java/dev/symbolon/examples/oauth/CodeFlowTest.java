package dev.symbolon.examples.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.symbolon.examples.http.Answer;
import dev.symbolon.examples.http.Call;
import dev.symbolon.examples.http.Site;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Core §12.2, an app refreshes its tokens")
class CodeFlowTest {

    private final Instant now = Instant.now();
    private ECKey key;
    private Site issuer;
    private String subject = "alice";

    @BeforeEach
    void start() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("first").generate();
        issuer = Site.bind(0).serve(this::issue);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    @DisplayName("an ID token of a refresh that is about the same person is kept")
    void samePerson() {
        Tokens refreshed = refresh();

        assertThat(refreshed.access().getValue()).isEqualTo("second");
        assertThat(refreshed.idToken()).isNotNull();
        assertThat(refreshed.subject()).isEqualTo("alice");
    }

    @Test
    @DisplayName("an ID token of a refresh must be about the person of the first (sub)")
    void anotherPerson() {
        subject = "bob";

        assertThatThrownBy(this::refresh)
                .isInstanceOf(FlowFailure.class)
                .hasMessageContaining("somebody else");
    }

    private Tokens refresh() {
        var client = AppClient.withSecret("slipway", "a secret");
        var flow = new CodeFlow(new Provider(issuer.url()), client, InstantSource.fixed(now));
        return flow.refresh(
                new Tokens(
                        new BearerAccessToken("first"),
                        now,
                        Scope.parse("openid"),
                        null,
                        new RefreshToken("refresh"),
                        null,
                        "alice"));
    }

    private Answer issue(Call call) {
        return switch (call.path()) {
            case "/.well-known/openid-configuration" ->
                    Answer.json(
                            200,
                            Map.of(
                                    "issuer",
                                    issuer.url().toString(),
                                    "jwks_uri",
                                    issuer.url() + "/jwks",
                                    "token_endpoint",
                                    issuer.url() + "/token",
                                    "subject_types_supported",
                                    List.of("public")));
            case "/jwks" -> Answer.json(200, new JWKSet(key.toPublicJWK()).toJSONObject());
            case "/token" ->
                    Answer.json(
                            200,
                            Map.of(
                                    "access_token",
                                    "second",
                                    "token_type",
                                    "Bearer",
                                    "expires_in",
                                    300,
                                    "id_token",
                                    idToken()));
            default -> Answer.empty(404);
        };
    }

    private String idToken() {
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer.url().toString())
                        .audience("slipway")
                        .subject(subject)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
