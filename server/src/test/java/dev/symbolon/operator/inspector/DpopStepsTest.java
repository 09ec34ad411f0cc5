package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.symbolon.TestServer;
import dev.symbolon.core.dpop.DpopSite;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.DpopKey;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The inspector shows what of a proof was expected and what arrived (RFC 9449 §4.3)")
class DpopStepsTest {

    private static final Pattern FLOW = Pattern.compile("/inspect/flows/([0-9a-z]{16})");

    private static DpopSite site;
    private static Browser root;
    private static App app;
    private static DpopKey key;
    private static String token;

    @BeforeAll
    static void start() {
        site = new DpopSite();
        site.server().administrator("root");
        root = site.server().browser().signedIn("root", TestServer.PASSWORD);
        app = site.app();
        key = site.key();
        token = site.tokens(app, key).text("access_token");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    /** The newest flow that this rule ended, as exported, once it speaks of this. */
    private static String failed(String rule, String about) throws InterruptedException {
        for (int i = 0; i < 60; i++) {
            Matcher flow = FLOW.matcher(root.get("/inspect?rule=" + rule).body());
            if (flow.find()) {
                String exported =
                        root.get("/inspect/export/" + flow.group(1) + ".json").json().toString();
                if (exported.contains(about)) {
                    return exported;
                }
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        throw new AssertionError("no flow that " + rule + " ended speaks of " + about);
    }

    private static DpopKey.Proof proof() {
        return site.userinfoProof(key, token);
    }

    static Stream<Arguments> differences() {
        DpopKey other = site.key();
        long old = site.server().clock().instant().minusSeconds(100).getEpochSecond();
        return Stream.of(
                arguments("dpop.htm", proof().with("htm", "PUT"), "GET", "PUT"),
                arguments(
                        "dpop.htu",
                        proof().with("htu", "https://api.example/x"),
                        site.address("/oauth/userinfo"),
                        "https://api.example/x"),
                arguments("dpop.iat", proof().with("iat", old), "from 20", "2026-"),
                arguments(
                        "dpop.nonce",
                        proof().with("nonce", "theirs"),
                        "from 20",
                        "none that this server gave"),
                arguments(
                        "dpop.ath",
                        proof().with("ath", "another"),
                        dev.symbolon.base.secret.OpaqueValue.sha256(token),
                        "another"),
                arguments(
                        "dpop.key-of-token",
                        site.userinfoProof(other, token),
                        key.thumbprint(),
                        other.thumbprint()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    @DisplayName("both, for each point that can differ")
    void both(String rule, DpopKey.Proof proof, String expected, String received)
            throws InterruptedException {
        site.userinfo("DPoP", token, proof.signed()).expectsStatus(401).naming(rule);

        assertThat(failed(rule, "received=" + received)).contains("expected=" + expected);
    }

    @Test
    @DisplayName("the proof itself, decoded and without its signature; of a private key nothing")
    void decoded() throws InterruptedException {
        String signed = proof().with("htm", "PATCH").signed();
        site.userinfo("DPoP", token, signed);
        String flow = failed("dpop.htm", "PATCH");

        assertThat(flow)
                .contains("dpop+jwt")
                .contains(String.valueOf(key.jwk().get("x")))
                .doesNotContain(signed.substring(signed.lastIndexOf('.') + 1));

        site.userinfo("DPoP", token, proof().header("jwk", key.privateJwk()).signed());
        assertThat(failed("dpop.public-key", "not kept")).doesNotContain(key.secret());
    }
}
