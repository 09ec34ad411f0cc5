package dev.symbolon.core.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.DpopKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9449 §8, §9 nonces that the server gives")
class DpopNoncesTest {

    private static final Map<String, String> FORM = Map.of("grant_type", "client_credentials");

    private static DpopSite demanding;
    private static DpopSite lenient;
    private static App machine;

    @BeforeAll
    static void start() {
        demanding = new DpopSite(Map.of("dpop.require-nonce", "true"));
        lenient = new DpopSite();
        machine = demanding.machine(Map.of());
    }

    @AfterAll
    static void stop() {
        demanding.close();
        lenient.close();
    }

    private static Answer token(DpopKey.Proof proof) {
        return machine.sending("DPoP", proof.signed()).token(FORM);
    }

    private static DpopKey.Proof proof() {
        return demanding.proof(demanding.key());
    }

    private static String nonce() {
        return token(proof())
                .expectsStatus(400)
                .expectsError("use_dpop_nonce")
                .naming("dpop.nonce-present")
                .header("dpop-nonce")
                .orElseThrow();
    }

    @Test
    @DisplayName("§8 a proof without one is use_dpop_nonce; the proof made again with it holds")
    void demanded() {
        DpopKey.Proof proof = proof();
        String nonce = token(proof).header("dpop-nonce").orElseThrow();

        // The very jti again: what was refused has not been used up.
        Answer tokens = token(proof.with("nonce", nonce)).expectsStatus(200);
        assertThat(tokens.text("token_type")).isEqualTo("DPoP");
        assertThat(tokens.header("dpop-nonce")).as("the newest was used").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "guessed",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "________________________________",
                "================================"
            })
    @DisplayName("§8 one that the server did not give is refused, and the answer gives one")
    void guessed(String nonce) {
        Answer answer = token(proof().with("nonce", nonce)).expectsError("use_dpop_nonce");

        assertThat(answer.naming("dpop.nonce").header("dpop-nonce")).isPresent();
    }

    @Test
    @DisplayName("§8 one of another tenant is refused")
    void otherTenant() {
        var other = demanding.server().tenant("harbour");
        String address = other.url("/oauth/token");
        App there =
                demanding.server().app(other, Map.of("grant_types", List.of("authorization_code")));
        there.sending(
                        "DPoP",
                        demanding.key().proof("POST", address).with("nonce", nonce()).signed())
                .redeem("no code")
                .expectsError("use_dpop_nonce")
                .naming("dpop.nonce");
    }

    private static String lenientNonce() {
        return lenient.machine(Map.of())
                .sending("DPoP", lenient.proof(lenient.key()).with("nonce", "x").signed())
                .token(FORM)
                .header("dpop-nonce")
                .orElseThrow();
    }

    @Test
    @DisplayName(
            "§8.2 an answer gives the next one, once there is a newer; after 5 minutes it is refused")
    void next() {
        String first = nonce();
        demanding.server().clock().advance(Duration.ofMinutes(1));

        Answer answer = token(proof().with("nonce", first)).expectsStatus(200);
        String second = answer.header("dpop-nonce").orElseThrow();
        assertThat(second).isNotEqualTo(first);
        assertThat(token(proof().with("nonce", second)).expectsStatus(200).header("dpop-nonce"))
                .isEmpty();

        demanding.server().clock().advance(Duration.ofMinutes(4));
        token(proof().with("nonce", first)).expectsStatus(200);
        demanding.server().clock().advance(Duration.ofMinutes(1));
        token(proof().with("nonce", first)).expectsError("use_dpop_nonce").naming("dpop.nonce");
        token(proof().with("nonce", second)).expectsStatus(200);
    }

    @Test
    @DisplayName("§9 userinfo demands one too, with 401, a challenge and the nonce")
    void userinfo() {
        DpopKey key = demanding.key();
        String token =
                demanding
                        .app
                        .sending("DPoP", demanding.proof(key).with("nonce", nonce()).signed())
                        .redeem(demanding.code(demanding.app))
                        .expectsStatus(200)
                        .text("access_token");

        DpopKey.Proof proof = demanding.userinfoProof(key, token);
        Answer refused =
                demanding
                        .userinfo("DPoP", token, proof.signed())
                        .expectsStatus(401)
                        .expectsError("use_dpop_nonce");
        assertThat(refused.header("www-authenticate").orElse(""))
                .startsWith("DPoP realm=")
                .contains("error=\"use_dpop_nonce\"");

        String nonce = refused.header("dpop-nonce").orElseThrow();
        demanding.userinfo("DPoP", token, proof.with("nonce", nonce).signed()).expectsStatus(200);
        demanding.server().clock().advance(Duration.ofMinutes(1));
        assertThat(
                        demanding
                                .userinfo(
                                        "DPoP",
                                        token,
                                        demanding
                                                .userinfoProof(key, token)
                                                .with("nonce", nonce)
                                                .signed())
                                .expectsStatus(200)
                                .header("dpop-nonce"))
                .isPresent();
    }

    @Test
    @DisplayName("§10.1 pushed requests too")
    void pushed() {
        DpopKey.Proof proof = demanding.key().proof("POST", demanding.address("/oauth/par"));
        App app = demanding.app;
        Answer refused =
                app.sending("DPoP", proof.signed())
                        .push(app.request())
                        .expectsError("use_dpop_nonce");
        String nonce = refused.header("dpop-nonce").orElseThrow();
        app.sending("DPoP", proof.with("nonce", nonce).signed())
                .push(app.request())
                .expectsStatus(201);
    }

    @Test
    @DisplayName("where none is demanded, one that is sent must still be good")
    void voluntary() {
        String nonce = lenientNonce();
        lenient.machine(Map.of())
                .sending("DPoP", lenient.proof(lenient.key()).with("nonce", nonce).signed())
                .token(FORM)
                .expectsStatus(200);
    }
}
