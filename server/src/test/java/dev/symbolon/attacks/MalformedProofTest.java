package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.dpop.DpopSite;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.DpopKey;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Proofs that are signed, and hold whatever came to the attacker's mind. */
@Label("Malformed proofs")
class MalformedProofTest {

    private static final List<String> HEADER = List.of("typ", "alg", "jwk", "kid", "crit", "b64");
    private static final List<String> CLAIMS =
            List.of("jti", "htm", "htu", "iat", "nonce", "ath", "exp", "sub");

    private static DpopSite site;
    private static DpopKey key;
    private static String token;

    @BeforeContainer
    static void start() {
        site = new DpopSite();
        key = site.key();
        token = site.tokens(site.app(), key).text("access_token");
    }

    @AfterContainer
    static void stop() {
        site.close();
    }

    @Provide
    Arbitrary<String> members() {
        return Arbitraries.oneOf(Arbitraries.of(HEADER), Arbitraries.of(CLAIMS));
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200).map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.<Object>of(
                        "",
                        "http://[::1",
                        "https://id.example/%zz",
                        "//",
                        "a".repeat(3000),
                        true,
                        List.of(),
                        List.of(List.of(1)),
                        Map.of(),
                        Map.of("kty", "EC"),
                        Map.of("kty", "RSA", "n", "AA", "e", "AA"),
                        Map.of("kty", "RSA", "n", 1, "e", List.of()),
                        Map.of("kty", "EC", "crv", "P-256", "x", "AA", "y", "AA"),
                        Map.of("kty", "OKP", "crv", "Ed25519", "x", "AA"),
                        Map.of("kty", "OKP", "crv", "X25519", "x", "A".repeat(43)),
                        Map.of("kty", "AKP", "pub", "AA", "alg", "ML-DSA-44")));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    @Label("are never a failure of the server, at either endpoint")
    void neverFails(@ForAll("members") String member, @ForAll("values") Object value) {
        check(
                site.app()
                        .sending("DPoP", changed(site.proof(key), member, value))
                        .redeem("no code"));
        check(site.userinfo("DPoP", token, changed(site.userinfoProof(key, token), member, value)));
    }

    private static String changed(DpopKey.Proof proof, String member, Object value) {
        return (HEADER.contains(member) ? proof.header(member, value) : proof.with(member, value))
                .signed();
    }

    private static void check(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isLessThan(500);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("dev.symbolon.");
    }
}
