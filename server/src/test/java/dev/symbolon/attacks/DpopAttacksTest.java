package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.dpop.DpopSite;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.DpopKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Attacks on proofs and the tokens that they guard (RFC 9449 §11)")
class DpopAttacksTest {

    private static DpopSite site;
    private static App app;
    private static DpopKey key;
    private static String token;

    @BeforeAll
    static void start() {
        site = new DpopSite();
        app = site.app();
        key = site.key();
        token = site.tokens(app, key).text("access_token");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static Answer redeem(String proof) {
        return app.sending("DPoP", proof).redeem(site.code(app));
    }

    @Test
    @DisplayName(
            "§11.1 a proof that somebody has seen is good for nothing more, at either endpoint")
    void replay() {
        String proof = site.userinfoProof(key, token).signed();
        site.userinfo("DPoP", token, proof).expectsStatus(200);
        site.userinfo("DPoP", token, proof).expectsError("invalid_dpop_proof").naming("dpop.once");
        // Spelled in another way it is still the same proof.
        site.userinfo("DPoP", token, site.userinfoProof(key, token).with("jti", "one").signed())
                .expectsStatus(200);
        site.userinfo(
                        "DPoP",
                        token,
                        site.userinfoProof(key, token).with("jti", "one").with("x", 1).signed())
                .naming("dpop.once");

        String atToken = site.proof(key).signed();
        redeem(atToken).expectsStatus(200);
        redeem(atToken).expectsError("invalid_dpop_proof").naming("dpop.once");
    }

    @Test
    @DisplayName("§11.1 of 32 that send it at once exactly one gets in")
    void replayAtOnce() throws Exception {
        String proof = site.userinfoProof(key, token).signed();
        Callable<Answer> ask = () -> site.userinfo("DPoP", token, proof);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers =
                    threads.invokeAll(Collections.nCopies(32, ask)).stream()
                            .map(Future::resultNow)
                            .toList();
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .hasSize(31)
                    .allSatisfy(answer -> answer.naming("dpop.once"));
        }
    }

    @Test
    @DisplayName("§11.1 a proof that was kept for a minute is too old, whether it was used or not")
    void kept() {
        String proof = site.proof(key).signed();
        site.server().clock().advance(Duration.ofSeconds(61));
        redeem(proof).expectsError("invalid_dpop_proof").naming("dpop.iat");
        token = site.tokens(app, key).text("access_token");
    }

    @Test
    @DisplayName("§11.2 proofs that were made ahead are refused")
    void madeAhead() {
        long later = site.server().clock().instant().plusSeconds(3600).getEpochSecond();
        redeem(site.proof(key).with("iat", later).signed())
                .expectsError("invalid_dpop_proof")
                .naming("dpop.iat");
    }

    @Test
    @DisplayName(
            "a stolen token opens nothing without the key: not as Bearer, not with another key")
    void stolen() {
        DpopKey thief = site.key();
        site.userinfo("Bearer", token).expectsStatus(401).naming("dpop.scheme");
        site.userinfo("DPoP", token).expectsStatus(401).naming("dpop.present");
        site.userinfo("DPoP", token, site.userinfoProof(thief, token).signed())
                .expectsStatus(401)
                .naming("dpop.key-of-token");
        // With the victim's jwk, signed by the thief.
        site.userinfo(
                        "DPoP",
                        token,
                        site.userinfoProof(thief, token).header("jwk", key.jwk()).signed())
                .expectsStatus(401)
                .naming("dpop.signature");
    }

    @Test
    @DisplayName("§11.6 a proof is good for no other method, address or token than it was made for")
    void elsewhere() {
        String other = site.tokens(app, key).text("access_token");
        for (DpopKey.Proof proof :
                List.of(
                        site.userinfoProof(key, token).with("htm", "POST"),
                        site.userinfoProof(key, token).with("htu", "https://api.example/"),
                        site.userinfoProof(key, other),
                        site.proof(key))) {
            site.userinfo("DPoP", token, proof.signed())
                    .expectsStatus(401)
                    .expectsError("invalid_dpop_proof");
        }
    }

    @Test
    @DisplayName("another of the client's JWTs is no proof, and an access token is none")
    void otherJwts() {
        redeem(site.proof(key).header("typ", "at+jwt").signed()).naming("dpop.typ");
        redeem(token).naming("dpop.typ");
    }

    @Test
    @DisplayName("§11.6 alg none, and HMAC with the public key as its secret, prove nothing")
    void algorithms() throws Exception {
        redeem(site.proof(key).header("alg", "none").unsigned()).expectsError("invalid_dpop_proof");
        redeem(site.proof(key).header("alg", "none").signed()).naming("dpop.alg");

        JWSObject hmac =
                new JWSObject(
                        JWSHeader.parse(
                                Map.of(
                                        "alg", "HS256",
                                        "typ", "dpop+jwt",
                                        "jwk", key.jwk())),
                        new Payload(Map.of("jti", "a", "htm", "POST")));
        hmac.sign(new MACSigner(Json.bytes(key.jwk())));
        redeem(hmac.serialize()).expectsError("invalid_dpop_proof").naming("dpop.alg");
        assertThat(hmac.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
    }

    @Test
    @DisplayName("§4.3 a private key, or a shared one, in the jwk is refused, however it got there")
    void privateKey() {
        redeem(site.proof(key).header("jwk", key.privateJwk()).signed())
                .expectsError("invalid_dpop_proof")
                .naming("dpop.public-key");
        for (String member : List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")) {
            Map<String, Object> jwk = new HashMap<>(key.jwk());
            jwk.put(member, "");
            redeem(site.proof(key).header("jwk", jwk).signed()).naming("dpop.public-key");
        }
        redeem(site.proof(key).header("jwk", Map.of("kty", "oct", "k", "AAAA")).signed())
                .naming("dpop.public-key");
    }

    @Test
    @DisplayName("a jwk of huge size, or full of lists, costs a refusal and nothing more")
    void hugeKey() {
        String huge = "A".repeat(3000);
        List<Object> nested = new ArrayList<>();
        for (int depth = 0; depth < 25; depth++) {
            nested = new ArrayList<>(List.of(nested, depth));
        }
        for (Object jwk :
                List.of(
                        Map.of("kty", "RSA", "e", "AQAB", "n", huge),
                        Map.of("kty", "RSA", "e", huge, "n", huge.substring(0, 342)),
                        Map.of("kty", "EC", "crv", "P-256", "x", huge, "y", huge),
                        Map.of("kty", "OKP", "crv", "Ed25519", "x", huge),
                        Map.of("kty", nested, "x5c", nested),
                        nested,
                        List.of(),
                        7)) {
            for (String alg : List.of("ES256", "RS256", "Ed25519")) {
                redeem(site.proof(key).header("alg", alg).header("jwk", jwk).signed())
                        .expectsStatus(400)
                        .expectsError("invalid_dpop_proof")
                        .naming("dpop.key");
            }
        }
    }

    @Test
    @DisplayName("a point that is not on the curve is no key")
    void offCurve() {
        byte[] x = new byte[32];
        x[31] = 1;
        String one = Base64.getUrlEncoder().withoutPadding().encodeToString(x);
        redeem(
                        site.proof(key)
                                .header(
                                        "jwk",
                                        Map.of("kty", "EC", "crv", "P-256", "x", one, "y", one))
                                .signed())
                .naming("dpop.key");
    }
}
