package dev.symbolon.core.client.authentication;

import static dev.symbolon.core.client.MetadataExamples.RSA;
import static dev.symbolon.core.client.MetadataExamples.web;
import static dev.symbolon.core.client.MetadataExamples.withKeys;
import static dev.symbolon.core.client.authentication.AuthenticationBench.ISSUER;
import static dev.symbolon.core.client.authentication.AuthenticationBench.NOW;
import static dev.symbolon.core.client.authentication.AuthenticationBench.TENANT;
import static dev.symbolon.core.client.authentication.AuthenticationBench.assertion;
import static dev.symbolon.core.client.authentication.AuthenticationBench.assertionForm;
import static dev.symbolon.core.client.authentication.AuthenticationBench.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.client.MetadataExamples;
import dev.symbolon.core.oauth.Refusal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7523 §3 and Core §9 private_key_jwt")
class PrivateKeyJwtTest {

    private static final Map<String, List<String>> NOTHING = Map.of();
    private static final RSAKey STRANGE = MetadataExamples.rsa("rsa-1");

    /** Changes the claims of a good assertion. */
    interface Change extends UnaryOperator<JWTClaimsSet.Builder> {}

    private final Database database = TestDatabases.fresh();
    private final AuthenticationBench bench = new AuthenticationBench(database);
    private final String id = bench.register(withKeys(RSA)).client().clientId();

    @AfterEach
    void close() {
        bench.close();
        database.close();
    }

    @Test
    @DisplayName("an assertion signed with a registered key lets the client in")
    void good() {
        AuthenticatedClient in =
                bench.post(NOTHING, assertionForm(assertion(RSA, id, claims -> claims)));
        assertThat(in.client().clientId()).isEqualTo(id);
        assertThat(in.method()).isEqualTo("private_key_jwt");
    }

    @ParameterizedTest
    @ValueSource(strings = {ISSUER, ISSUER + "/oauth/token", ISSUER + "/oauth/revoke"})
    @DisplayName("its audience is the issuer, the token endpoint or the endpoint it is sent to")
    void audiences(String audience) {
        String assertion = assertion(RSA, id, claims -> claims.audience(audience));
        bench.post(TENANT, "/oauth/revoke", NOTHING, assertionForm(assertion));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                breaks("client-assertion.issuer", claims -> claims.issuer("other")),
                breaks("client-assertion.issuer", claims -> claims.issuer(null)),
                breaks("client-authentication.proven", claims -> claims.subject("other")),
                breaks("client-authentication.proven", claims -> claims.subject(null)),
                breaks("client-assertion.audience", claims -> claims.audience(ISSUER + "/")),
                breaks(
                        "client-assertion.audience",
                        claims -> claims.audience("https://id.example")),
                breaks(
                        "client-assertion.audience",
                        claims -> claims.audience(ISSUER + "/oauth/revoke")),
                breaks("client-assertion.audience", claims -> claims.audience((String) null)),
                breaks(
                        "client-assertion.audience",
                        claims -> claims.audience(List.of(ISSUER, "https://evil.example"))),
                breaks("client-assertion.audience", claims -> claims.claim("aud", 7)),
                breaks("client-assertion.expiry", claims -> claims.expirationTime(null)),
                breaks("client-assertion.expiry", claims -> claims.expirationTime(in(-61))),
                breaks("client-assertion.expiry", claims -> claims.expirationTime(in(-60))),
                breaks("client-assertion.expiry", claims -> claims.expirationTime(in(661))),
                breaks("client-assertion.expiry", claims -> claims.claim("exp", "soon")),
                breaks("client-assertion.expiry", claims -> claims.claim("exp", 1e300)),
                breaks("client-assertion.expiry", claims -> claims.claim("exp", Long.MAX_VALUE)),
                // The last seconds that an Instant has: none can be added to them.
                breaks(
                        "client-assertion.expiry",
                        claims -> claims.claim("exp", Instant.MAX.getEpochSecond() - 59)),
                breaks(
                        "client-assertion.expiry",
                        claims -> claims.claim("exp", Instant.MAX.getEpochSecond())),
                breaks("client-assertion.not-early", claims -> claims.notBeforeTime(in(61))),
                breaks("client-assertion.not-early", claims -> claims.issueTime(in(61))),
                breaks("client-assertion.not-early", claims -> claims.claim("nbf", "now")),
                breaks(
                        "client-assertion.not-early",
                        claims -> claims.claim("iat", Instant.MAX.getEpochSecond())),
                breaks("client-assertion.id", claims -> claims.jwtID(null)),
                breaks("client-assertion.id", claims -> claims.jwtID("")),
                breaks("client-assertion.id", claims -> claims.jwtID("x".repeat(1001))),
                breaks("client-assertion.id", claims -> claims.claim("jti", 7)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @DisplayName("what it says is checked (RFC 7523 §3)")
    void wrong(String rule, Change change) {
        Refusal refusal = bench.refused(NOTHING, assertionForm(assertion(RSA, id, change)));
        assertThat(refusal.rule().id()).isEqualTo(rule);
        assertThat(refusal.error().wire()).isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("a minute's difference between clocks is forgiven")
    void skew() {
        for (Change change :
                List.<Change>of(
                        claims -> claims.expirationTime(in(-59)),
                        claims -> claims.expirationTime(in(660)),
                        claims -> claims.notBeforeTime(in(60)),
                        claims -> claims.issueTime(in(60)))) {
            bench.post(NOTHING, assertionForm(assertion(RSA, id, change)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "client-authentication+jwt", "application/JWT"})
    @DisplayName("its type is that of a JWT or of a client authentication")
    void types(String typ) {
        bench.post(NOTHING, assertionForm(AuthenticationBench.typed(RSA, id, typ)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "logout+jwt", "dpop+jwt", "oauth-authz-req+jwt"})
    @DisplayName("a token that was made for something else authenticates nobody (RFC 8725 §3.11)")
    void otherTypes(String typ) {
        String token = AuthenticationBench.typed(RSA, id, typ);
        assertThat(bench.refused(NOTHING, assertionForm(token)).rule())
                .isEqualTo(AuthenticationRule.ASSERTION_TYP);
    }

    @Test
    @DisplayName("an unknown client, a strange key and a broken signature answer the same")
    void sameAnswer() {
        String good = assertion(RSA, id, claims -> claims);
        String other = assertion(RSA, id, claims -> claims);
        String mixed =
                good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
        List<Refusal> refusals =
                List.of(
                        bench.refused(
                                NOTHING,
                                assertionForm(assertion(RSA, "unknown", claims -> claims))),
                        bench.refused(
                                NOTHING, assertionForm(assertion(STRANGE, id, claims -> claims))),
                        bench.refused(NOTHING, assertionForm(mixed)));
        assertThat(refusals)
                .allSatisfy(refusal -> {
                    assertThat(refusal.rule()).isEqualTo(AuthenticationRule.PROVEN);
                    assertThat(refusal.description()).isEqualTo(refusals.getFirst().description());
                    assertThat(refusal.headers()).isEqualTo(refusals.getFirst().headers());
                });
        bench.post(NOTHING, assertionForm(good));
    }

    @Test
    @DisplayName("the trace says why no key matched")
    void explained() {
        RSAKey renamed = MetadataExamples.rsa("2026-b");
        bench.refused(NOTHING, assertionForm(assertion(renamed, id, claims -> claims)));
        assertThat(bench.trace().checks().getLast().expected()).contains("rsa-1 (RSA)");
        assertThat(bench.trace().checks().getLast().received()).contains("kid 2026-b", "KEY");
    }

    @Test
    @DisplayName("a key that is registered for one algorithm is used with no other")
    void algorithm() {
        Map<String, Object> metadata = withKeys(RSA);
        metadata.put("token_endpoint_auth_signing_alg", "PS256");
        String only = bench.register(metadata).client().clientId();
        assertThat(
                        bench.refused(
                                        NOTHING,
                                        assertionForm(assertion(RSA, only, claims -> claims)))
                                .rule())
                .isEqualTo(AuthenticationRule.PROVEN);
        JWSHeader ps256 = new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("rsa-1").build();
        bench.post(NOTHING, assertionForm(assertion(ps256, RSA, only, claims -> claims)));
    }

    @Test
    @DisplayName("none and HMAC prove nothing (RFC 8725 §3.1)")
    void weakAlgorithms() {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder().issuer(id).subject(id).audience(ISSUER).build();
        String none = new PlainJWT(claims).serialize();
        for (String assertion : List.of(none, none + "AAAA")) {
            assertThat(bench.refused(NOTHING, assertionForm(assertion)).rule())
                    .isIn(
                            AuthenticationRule.ASSERTION_FORM,
                            AuthenticationRule.ASSERTION_ALGORITHM);
        }
    }

    @Test
    @DisplayName("client_assertion and its type come together (§2.2)")
    void type() {
        String good = assertion(RSA, id, claims -> claims);
        for (String form :
                List.of(
                        form("client_assertion", good),
                        form(
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                        form(
                                "client_assertion",
                                good,
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"))) {
            assertThat(bench.refused(NOTHING, form).rule())
                    .isEqualTo(AuthenticationRule.ASSERTION_TYPE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "..", "e30.e30.", "e30.e30.AA", "{}"})
    @DisplayName("what is no signed JWT is refused")
    void malformed(String assertion) {
        assertThat(bench.refused(NOTHING, assertionForm(assertion)).error().wire())
                .isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("a client_id beside it names the same client (RFC 7521 §4.2)")
    void clientId() {
        String good = assertion(RSA, id, claims -> claims);
        assertThat(bench.refused(NOTHING, assertionForm(good) + "&client_id=other").rule())
                .isEqualTo(AuthenticationRule.SAME_CLIENT);
        bench.post(NOTHING, assertionForm(good) + "&client_id=" + id);
    }

    @Test
    @DisplayName("a client that registered a secret does not get in by its keys")
    void otherMethod() {
        Map<String, Object> metadata =
                web("jwks", new com.nimbusds.jose.jwk.JWKSet(RSA).toJSONObject(true));
        String secret = bench.register(metadata).client().clientId();
        assertThat(
                        bench.refused(
                                        NOTHING,
                                        assertionForm(assertion(RSA, secret, claims -> claims)))
                                .rule())
                .isEqualTo(AuthenticationRule.METHOD_REGISTERED);
    }

    @Test
    @DisplayName("keys that a client replaced are refused at once")
    void replacedKeys() {
        bench.post(NOTHING, assertionForm(assertion(RSA, id, claims -> claims)));
        RSAKey next = MetadataExamples.rsa("rsa-2");
        assertThat(bench.clients.replace(TENANT, id, withKeys(next))).isPresent();
        assertThat(
                        bench.refused(NOTHING, assertionForm(assertion(RSA, id, claims -> claims)))
                                .rule())
                .isEqualTo(AuthenticationRule.PROVEN);
        bench.post(NOTHING, assertionForm(assertion(next, id, claims -> claims)));
    }

    private static Arguments breaks(String rule, Change change) {
        return arguments(rule, change);
    }

    private static Date in(int seconds) {
        Instant then = NOW.plusSeconds(seconds);
        return Date.from(then);
    }
}
