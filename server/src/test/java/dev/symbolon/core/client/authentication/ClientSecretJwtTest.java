package dev.symbolon.core.client.authentication;

import static dev.symbolon.core.client.MetadataExamples.RSA;
import static dev.symbolon.core.client.MetadataExamples.web;
import static dev.symbolon.core.client.MetadataExamples.withKeys;
import static dev.symbolon.core.client.authentication.AuthenticationBench.NOW;
import static dev.symbolon.core.client.authentication.AuthenticationBench.TENANT;
import static dev.symbolon.core.client.authentication.AuthenticationBench.assertionForm;
import static dev.symbolon.core.client.authentication.AuthenticationBench.basic;
import static dev.symbolon.core.client.authentication.AuthenticationBench.form;
import static dev.symbolon.core.client.authentication.AuthenticationBench.secretOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.oauth.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Core §9 client_secret_jwt")
class ClientSecretJwtTest {

    private static final Map<String, List<String>> NOTHING = Map.of();

    private final Database database = TestDatabases.fresh();
    private final AuthenticationBench bench = new AuthenticationBench(database);
    private final Registered registered = bench.register(signing());
    private final String id = registered.client().clientId();
    private final String secret = secretOf(registered);

    @AfterEach
    void close() {
        bench.close();
        database.close();
    }

    private static Map<String, Object> signing(Object... more) {
        Map<String, Object> metadata = web(more);
        metadata.put("token_endpoint_auth_method", "client_secret_jwt");
        return metadata;
    }

    private static String signed(
            String alg,
            String secret,
            String clientId,
            UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            return AuthenticationBench.assertion(
                    new JWSHeader(JWSAlgorithm.parse(alg)),
                    new MACSigner(secret),
                    clientId,
                    change);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String good() {
        return signed("HS256", secret, id, claims -> claims);
    }

    private Rule refusedBy(String assertion) {
        return bench.refused(NOTHING, assertionForm(assertion)).rule();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    @DisplayName("an assertion that the secret signed lets the client in (RFC 7518 §3.2)")
    void lets(String alg) {
        AuthenticatedClient in =
                bench.post(NOTHING, assertionForm(signed(alg, secret, id, claims -> claims)));

        assertThat(in.client().clientId()).isEqualTo(id);
        assertThat(in.method()).isEqualTo("client_secret_jwt");
    }

    @Test
    @DisplayName("an unknown client, another secret and a broken signature answer the same")
    void sameAnswer() {
        String other = secretOf(bench.register(signing()));
        String good = good();
        for (String wrong :
                List.of(
                        signed("HS256", secret, "unknown", claims -> claims),
                        signed("HS256", other, id, claims -> claims),
                        good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(43))) {
            assertThat(refusedBy(wrong)).isEqualTo(AuthenticationRule.PROVEN);
        }
        bench.post(NOTHING, assertionForm(good));
    }

    @Test
    @DisplayName("a key that is public is never taken for a secret (RFC 8725 §2.1)")
    void confusion() throws Exception {
        Map<String, Object> both = withKeys(RSA);
        String keyed = bench.register(both).client().clientId();
        byte[] x509 = RSA.toRSAPublicKey().getEncoded();
        List<byte[]> secrets =
                List.of(
                        x509,
                        RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                        RSA.getModulus().decode(),
                        RSA.getModulus().toString().getBytes(StandardCharsets.UTF_8),
                        ("-----BEGIN PUBLIC KEY-----\n"
                                        + Base64.getMimeEncoder().encodeToString(x509)
                                        + "\n-----END PUBLIC KEY-----\n")
                                .getBytes(StandardCharsets.UTF_8));
        for (byte[] guess : secrets) {
            String forged =
                    AuthenticationBench.assertion(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(RSA.getKeyID()).build(),
                            new MACSigner(guess),
                            keyed,
                            claims -> claims);
            assertThat(refusedBy(forged)).isEqualTo(AuthenticationRule.PROVEN);
        }
    }

    @Test
    @DisplayName("a client with a secret does not get in by keys, though it registered some")
    void keys() {
        Registered both = bench.register(signing("jwks", new JWKSet(RSA).toJSONObject(true)));
        String clientId = both.client().clientId();

        assertThat(refusedBy(AuthenticationBench.assertion(RSA, clientId, claims -> claims)))
                .isEqualTo(AuthenticationRule.PROVEN);
        bench.post(
                NOTHING,
                assertionForm(signed("HS256", secretOf(both), clientId, claims -> claims)));
    }

    @Test
    @DisplayName("a secret that is registered to be sent signs nothing, and the other way round")
    void otherMethods() {
        Registered sending = bench.register(web());
        assertThat(
                        refusedBy(
                                signed(
                                        "HS256",
                                        secretOf(sending),
                                        sending.client().clientId(),
                                        claims -> claims)))
                .isEqualTo(AuthenticationRule.PROVEN);

        assertThat(bench.refused(basic(id, secret), "").rule())
                .isEqualTo(AuthenticationRule.METHOD_REGISTERED);
        String inForm = form("client_id", id, "client_secret", secret);
        assertThat(bench.refused(NOTHING, inForm).rule())
                .isEqualTo(AuthenticationRule.METHOD_REGISTERED);
    }

    @Test
    @DisplayName("token_endpoint_auth_signing_alg allows one alone (Registration §2)")
    void only() {
        Registered one = bench.register(signing("token_endpoint_auth_signing_alg", "HS384"));
        String clientId = one.client().clientId();
        String its = secretOf(one);

        assertThat(refusedBy(signed("HS256", its, clientId, claims -> claims)))
                .isEqualTo(AuthenticationRule.PROVEN);
        assertThat(bench.trace().checks().getLast().expected()).contains("HS384");
        assertThat(bench.trace().checks().getLast().received()).contains("HS256", "ALGORITHM");
        bench.post(NOTHING, assertionForm(signed("HS384", its, clientId, claims -> claims)));
    }

    @Test
    @DisplayName("a secret shorter than the hash signs nothing (RFC 7518 §3.2)")
    void tooShort() throws Exception {
        String brought = "0123456789abcdefghijklmnopqrstuv";
        Registered old = bench.register(signing("client_secret", brought));
        String clientId = old.client().clientId();
        bench.post(NOTHING, assertionForm(signed("HS256", brought, clientId, claims -> claims)));

        String form = signed("HS512", brought + brought, clientId, claims -> claims);
        String input = form.substring(0, form.lastIndexOf('.'));
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(brought.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        String signature =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        assertThat(refusedBy(input + "." + signature)).isEqualTo(AuthenticationRule.PROVEN);
    }

    @Test
    @DisplayName("what it says is checked as a key's is (RFC 7523 §3)")
    void claims() {
        assertThat(refusedBy(signed("HS256", secret, id, claims -> claims.issuer("other"))))
                .isEqualTo(AuthenticationRule.ASSERTION_ISSUER);
        assertThat(
                        refusedBy(
                                signed(
                                        "HS256",
                                        secret,
                                        id,
                                        claims -> claims.audience("https://evil.example"))))
                .isEqualTo(AuthenticationRule.ASSERTION_AUDIENCE);
        Instant past = NOW.minusSeconds(61);
        assertThat(
                        refusedBy(
                                signed(
                                        "HS256",
                                        secret,
                                        id,
                                        claims -> claims.expirationTime(Date.from(past)))))
                .isEqualTo(AuthenticationRule.ASSERTION_EXPIRY);
        assertThat(refusedBy(signed("HS256", secret, id, claims -> claims.jwtID(null))))
                .isEqualTo(AuthenticationRule.ASSERTION_ID);
    }

    @Test
    @DisplayName("claims that are no object are refused, though the secret signed them")
    void noObject() throws Exception {
        JWSObject text = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload("text"));
        text.sign(new MACSigner(secret));

        assertThat(refusedBy(text.serialize())).isEqualTo(AuthenticationRule.PROVEN);
    }

    @Test
    @DisplayName("it is used once; of many at once one gets in")
    void once() throws Exception {
        String assertion = good();
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            work.add(() -> {
                try {
                    bench.post(NOTHING, assertionForm(assertion));
                    return "in";
                } catch (dev.symbolon.core.oauth.Refusal refusal) {
                    return refusal.rule().id();
                }
            });
        }
        List<String> came = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(work)) {
                came.add(done.get());
            }
        }

        assertThat(came).containsOnlyOnce("in");
        assertThat(came).contains("client-assertion.once");
    }

    @Test
    @DisplayName("while the secret is replaced both sign, then only the new one")
    void rotated() {
        bench.post(NOTHING, assertionForm(good()));
        Registered next =
                bench.clients.rotateSecret(TENANT, id, Duration.ofMinutes(5)).orElseThrow();
        bench.post(NOTHING, assertionForm(good()));
        String its = secretOf(next);
        bench.post(NOTHING, assertionForm(signed("HS512", its, id, claims -> claims)));

        bench.clients.rotateSecret(TENANT, id, Duration.ZERO);
        assertThat(refusedBy(good())).isEqualTo(AuthenticationRule.PROVEN);
        assertThat(refusedBy(signed("HS256", its, id, claims -> claims)))
                .isEqualTo(AuthenticationRule.PROVEN);
    }

    @Test
    @DisplayName("the database does not know the secret, and nobody else's opens")
    void sealed() {
        String sealed =
                database.one(
                                "SELECT sealed_secret FROM client WHERE client_id = ?",
                                row -> row.text("sealed_secret"),
                                id)
                        .orElseThrow();
        assertThat(sealed).startsWith("v1.").doesNotContain(secret);
        assertThat(Arrays.toString(Base64.getUrlDecoder().decode(sealed.split("\\.")[2])))
                .doesNotContain(Arrays.toString(secret.getBytes(StandardCharsets.UTF_8)));
        assertThat(registered.client().toString()).doesNotContain(secret).doesNotContain(sealed);
    }
}
