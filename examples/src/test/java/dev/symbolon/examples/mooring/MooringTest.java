package dev.symbolon.examples.mooring;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.symbolon.examples.http.Answer;
import dev.symbolon.examples.http.Call;
import dev.symbolon.examples.http.Site;
import dev.symbolon.examples.oauth.Provider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Mooring, a resource server")
class MooringTest {

    private static final URI DASHBOARD = URI.create("http://localhost:8083");

    private final Instant now = Instant.now();
    private ECKey key;
    private Site issuer;
    private Site mooring;
    private boolean ended;

    @BeforeEach
    void start() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("first").generate();
        issuer = Site.bind(0).serve(this::issue);
        mooring = Site.bind(0);
        mooring.serve(
                new Mooring(
                        mooring.url(),
                        new Provider(issuer.url()),
                        new ClientSecretBasic(new ClientID("mooring"), new Secret("a secret")),
                        DASHBOARD,
                        300,
                        InstantSource.fixed(now)));
    }

    @AfterEach
    void stop() {
        mooring.close();
        issuer.close();
    }

    @Test
    @DisplayName("without a token it asks for one and gives no error code (RFC 6750 §3)")
    void withoutToken() throws Exception {
        HttpResponse<String> answer = send("GET", "/apps", "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer))
                .startsWith("Bearer realm=\"mooring\"")
                .doesNotContain("error")
                .contains(
                        "resource_metadata=\"%s/.well-known/oauth-protected-resource\""
                                .formatted(mooring.url()));
    }

    @Test
    @DisplayName("a valid token with the scope lists the person's apps (RFC 9068 §4)")
    void lists() throws Exception {
        HttpResponse<String> answer = send("GET", "/apps", bearer(claims -> claims));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("lighthouse", "tide-table");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(DASHBOARD.toString());
    }

    @Test
    @DisplayName("a token for another API, of another issuer or past its time is invalid_token")
    void invalid() throws Exception {
        Date past = Date.from(now.minusSeconds(120));
        assertInvalid(bearer(claims -> claims.audience("https://api.example")));
        assertInvalid(bearer(claims -> claims.issuer("https://other.example")));
        assertInvalid(bearer(claims -> claims.expirationTime(past)));
        assertInvalid(bearer(claims -> claims.claim("client_id", null)));
    }

    @Test
    @DisplayName("a token that is bound to a key is refused as a Bearer token (RFC 9449 §7.2)")
    void boundToKey() throws Exception {
        assertInvalid(bearer(claims -> claims.claim("cnf", Map.of("jkt", "thumbprint"))));
    }

    @Test
    @DisplayName("an ID token is not an access token, though it has the same keys (RFC 9068 §4)")
    void idToken() throws Exception {
        assertInvalid("Bearer " + sign("JWT", claims(c -> c), new ECDSASigner(key)));
    }

    @Test
    @DisplayName("alg none and an HMAC under the public key are invalid_token (RFC 8725 §3.1)")
    void confusedAlgorithms() throws Exception {
        assertInvalid("Bearer " + new PlainJWT(claims(c -> c)).serialize());
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").type(TYPE).build();
        var jwt = new SignedJWT(header, claims(c -> c));
        jwt.sign(new MACSigner(key.toECPublicKey().getEncoded()));
        assertInvalid("Bearer " + jwt.serialize());
    }

    @Test
    @DisplayName("a header that is not Bearer and one token is invalid_request (RFC 6750 §3.1)")
    void malformed() throws Exception {
        HttpResponse<String> answer = send("GET", "/apps", "Bearer one two");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(challenge(answer)).contains("error=\"invalid_request\"");
    }

    @Test
    @DisplayName("a scope that is missing is 403 and named (RFC 6750 §3.1)")
    void scope() throws Exception {
        String token = bearer(claims -> claims.claim("scope", "openid mooring.apps:read"));

        HttpResponse<String> answer = send("GET", "/files/lighthouse.log", token);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(challenge(answer))
                .contains("error=\"insufficient_scope\"", "scope=\"mooring.files:read\"");
    }

    @Test
    @DisplayName("deploying with an old sign-in wants another, max_age says how old (RFC 9470 §3)")
    void oldSignIn() throws Exception {
        long before = now.getEpochSecond() - 301;
        String token = bearer(claims -> claims.claim("auth_time", before));

        HttpResponse<String> answer = send("POST", "/apps/lighthouse/deployments", token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer))
                .contains("error=\"insufficient_user_authentication\"", "max_age=\"300\"");
    }

    @Test
    @DisplayName("deploying with a recent sign-in puts the next version online")
    void deploys() throws Exception {
        String token = bearer(claims -> claims);

        HttpResponse<String> answer = send("POST", "/apps/lighthouse/deployments", token);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"version\":2");
        assertThat(send("GET", "/files/lighthouse.log", token).body()).contains("by slipway");
    }

    @Test
    @DisplayName("a token whose access was ended deploys no more, though it is signed (RFC 7662)")
    void ended() throws Exception {
        String token = bearer(claims -> claims);
        ended = true;

        HttpResponse<String> answer = send("POST", "/apps/lighthouse/deployments", token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).contains("error=\"invalid_token\"");
        assertThat(send("GET", "/apps", token).body()).contains("\"version\":1");
    }

    @Test
    @DisplayName("while nobody says whether a token still holds, it deploys nothing")
    void unasked() throws Exception {
        String token = bearer(claims -> claims);
        assertThat(send("GET", "/apps", token).statusCode()).isEqualTo(200);
        issuer.close();

        HttpResponse<String> answer = send("POST", "/apps/lighthouse/deployments", token);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(send("GET", "/apps", token).body()).contains("\"version\":1");
    }

    @Test
    @DisplayName("a person sees and changes only what is theirs")
    void others() throws Exception {
        send("POST", "/apps/lighthouse/deployments", bearer(claims -> claims));

        assertThat(send("GET", "/apps", bearer(claims -> claims.subject("bob"))).body())
                .contains("\"version\":1")
                .doesNotContain("\"version\":2");
    }

    @Test
    @DisplayName("a key that was added since is fetched when a token names it (Core §10.1.1)")
    void rotation() throws Exception {
        assertThat(send("GET", "/apps", bearer(claims -> claims)).statusCode()).isEqualTo(200);
        key = new ECKeyGenerator(Curve.P_256).keyID("second").generate();

        assertThat(send("GET", "/apps", bearer(claims -> claims)).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("while the signing keys cannot be fetched it says so, and calls no token invalid")
    void outage() throws Exception {
        String token = bearer(claims -> claims);
        issuer.close();

        assertThat(send("GET", "/apps", token).statusCode()).isEqualTo(503);
    }

    @Test
    @DisplayName("its metadata names it, its provider and its scopes (RFC 9728 §2)")
    void metadata() throws Exception {
        String json = send("GET", "/.well-known/oauth-protected-resource", "").body();

        assertThat(json)
                .contains("\"resource\":\"" + mooring.url() + "\"")
                .contains("\"authorization_servers\":[\"" + issuer.url() + "\"]")
                .contains("mooring.apps:deploy");
    }

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

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
                                    "introspection_endpoint",
                                    issuer.url() + "/introspect",
                                    "subject_types_supported",
                                    List.of("public")));
            case "/jwks" -> Answer.json(200, new JWKSet(key.toPublicJWK()).toJSONObject());
            case "/introspect" -> introspect(call);
            default -> Answer.empty(404);
        };
    }

    /** RFC 7662 §2.2; mooring and its secret, by Basic. */
    private Answer introspect(Call call) {
        boolean known =
                call.header("Authorization").equals(Optional.of("Basic bW9vcmluZzphK3NlY3JldA=="));
        return known
                ? Answer.json(200, Map.of("active", !ended))
                : Answer.json(401, Map.of("error", "invalid_client"));
    }

    private String bearer(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return "Bearer " + sign("at+jwt", claims(change), new ECDSASigner(key));
    }

    private String sign(String type, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType(type))
                        .build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        var usual =
                new JWTClaimsSet.Builder()
                        .issuer(issuer.url().toString())
                        .audience(mooring.url().toString())
                        .subject("alice")
                        .claim("client_id", "slipway")
                        .jwtID("1")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("auth_time", now.getEpochSecond() - 10)
                        .claim("scope", "mooring.apps:read mooring.apps:deploy mooring.files:read");
        return change.apply(usual).build();
    }

    private void assertInvalid(String authorization) throws Exception {
        HttpResponse<String> answer = send("GET", "/apps", authorization);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).contains("error=\"invalid_token\"");
    }

    private HttpResponse<String> send(String method, String path, String authorization)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(mooring.url() + path))
                        .method(method, BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }
}
