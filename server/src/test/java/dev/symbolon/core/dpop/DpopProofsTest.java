package dev.symbolon.core.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.symbolon.testing.App;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.DpopKey.Proof;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9449 §4.3 checking proofs")
class DpopProofsTest {

    private static final Map<String, String> FORM = Map.of("grant_type", "client_credentials");

    private static DpopSite site;
    private static App machine;

    @BeforeAll
    static void start() {
        site = new DpopSite();
        machine = site.machine(Map.of());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static void refused(String proof, String rule) {
        machine.sending("DPoP", proof)
                .token(FORM)
                .expectsStatus(400)
                .expectsError("invalid_dpop_proof")
                .naming(rule);
    }

    private static void accepted(String proof) {
        machine.sending("DPoP", proof).token(FORM).expectsStatus(200);
    }

    private static Arguments faulty(String rule, String what, UnaryOperator<Proof> change) {
        return arguments(rule, what, change);
    }

    static Stream<Arguments> faultyProofs() {
        long now = site.server().clock().instant().getEpochSecond();
        return Stream.of(
                faulty("dpop.typ", "of another type", p -> p.header("typ", "JWT")),
                faulty("dpop.typ", "a type that is a number", p -> p.header("typ", 7)),
                faulty("dpop.alg", "an unknown alg", p -> p.header("alg", "ES257")),
                faulty("dpop.alg", "none", p -> p.header("alg", "none")),
                faulty("dpop.alg", "HMAC", p -> p.header("alg", "HS256")),
                faulty("dpop.key", "no key", p -> p.header("jwk", "none")),
                faulty("dpop.key", "a key for another alg", p -> p.header("alg", "RS256")),
                faulty("dpop.key", "a broken key", p -> p.header("jwk", Map.of("kty", "EC"))),
                faulty(
                        "dpop.key",
                        "an unknown kind of key",
                        p -> p.header("jwk", Map.of("kty", "X"))),
                faulty("dpop.signature", "another's key", p -> p.header("jwk", site.key().jwk())),
                faulty("dpop.form", "critical extensions", p -> p.header("crit", "x")),
                faulty("dpop.claims", "no jti", p -> p.without("jti")),
                faulty("dpop.claims", "an empty jti", p -> p.with("jti", "")),
                faulty("dpop.claims", "a long jti", p -> p.with("jti", "j".repeat(1001))),
                faulty("dpop.claims", "no htm", p -> p.without("htm")),
                faulty("dpop.claims", "no htu", p -> p.without("htu")),
                faulty("dpop.claims", "an htu that is a list", p -> p.with("htu", new int[2])),
                faulty("dpop.claims", "no iat", p -> p.without("iat")),
                faulty("dpop.claims", "an iat that is a text", p -> p.with("iat", "now")),
                faulty("dpop.claims", "a huge iat", p -> p.with("iat", 1e300)),
                faulty("dpop.htm", "another method", p -> p.with("htm", "GET")),
                faulty("dpop.htm", "a method in small letters", p -> p.with("htm", "post")),
                faulty("dpop.htu", "no address", p -> p.with("htu", "::")),
                faulty(
                        "dpop.htu",
                        "another endpoint",
                        p -> p.with("htu", site.address("/oauth/par"))),
                faulty(
                        "dpop.htu",
                        "another host",
                        p -> p.with("htu", "https://mallory.example/oauth/token")),
                faulty("dpop.htu", "a path only", p -> p.with("htu", "/oauth/token")),
                faulty("dpop.iat", "61 seconds old", p -> p.with("iat", now - 61)),
                faulty("dpop.iat", "61 seconds ahead", p -> p.with("iat", now + 61)),
                faulty("dpop.iat", "a year ahead", p -> p.with("iat", now + 31_536_000)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faultyProofs")
    @DisplayName("each point of the list has its rule")
    void eachPoint(String rule, String what, UnaryOperator<Proof> change) {
        assertThat(what).isNotEmpty();
        refused(change.apply(site.proof(site.key())).signed(), rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a.b.c", "\"a\"", "é"})
    @DisplayName("2. the header's value is a single well-formed JWT")
    void form(String value) {
        refused(value, "dpop.form");
    }

    @Test
    @DisplayName("2. two proofs in one header, joined by a comma, are no JWT")
    void joined() {
        String first = site.proof(site.key()).signed();
        String second = site.proof(site.key()).signed();
        refused(first + ", " + second, "dpop.form");
        refused(first + "," + second, "dpop.form");
    }

    @Test
    @DisplayName("6. a signature that was changed does not hold")
    void changed() {
        String proof = site.proof(site.key()).signed();
        int dot = proof.lastIndexOf('.');
        char other = proof.charAt(dot + 5) == 'A' ? 'B' : 'A';
        refused(proof.substring(0, dot + 5) + other + proof.substring(dot + 6), "dpop.signature");
    }

    @Test
    @DisplayName("6. nor does another's, though the key has signed a proof before")
    void knownKey() {
        DpopKey known = site.key();
        accepted(site.proof(known).signed());
        Proof forged = site.proof(site.key()).header("jwk", known.jwk());
        refused(forged.signed(), "dpop.signature");
        accepted(site.proof(known).signed());
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, -10, 0, 10, 60})
    @DisplayName("11. clocks may differ by a minute, either way")
    void skew(long seconds) {
        long now = site.server().clock().instant().getEpochSecond();
        accepted(site.proof(site.key()).with("iat", now + seconds).signed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpop+jwt", "DPoP+JWT", "application/dpop+jwt"})
    @DisplayName("4. typ is a media type, so its case and a leading application/ do not matter")
    void typ(String typ) {
        accepted(site.proof(site.key()).header("typ", typ).signed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?a=b", "#f", "?", "?a=b c|^#f"})
    @DisplayName("9. query and fragment of htu do not count")
    void queryAndFragment(String more) {
        accepted(site.proof(site.key()).with("htu", site.address("/oauth/token") + more).signed());
    }

    @Test
    @DisplayName("9. htu is compared after normalization (RFC 3986 §6.2.2, §6.2.3)")
    void normalized() {
        String port = String.valueOf(site.server().issuer().getPort());
        accepted(
                site.proof(site.key())
                        .with("htu", "HTTP://LOCALHOST:" + port + "/oauth/./x/../%74oken")
                        .signed());
    }

    @Test
    @DisplayName("§4.2 claims and members that nobody knows do no harm")
    void unknownMembers() {
        DpopKey key = site.key();
        accepted(site.proof(key).with("exp", 1).with("x", Map.of()).header("kid", "k").signed());
    }
}
