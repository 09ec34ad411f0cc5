package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import java.util.LinkedHashMap;
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

/** Questions to people that hold whatever came to the attacker's mind. */
@Label("Malformed backchannel authentication requests")
class MalformedBackchannelTest {

    private static TestServer server;
    private static App centre;
    private static App told;

    @BeforeContainer
    static void start() {
        server = TestServer.start();
        centre = server.callCentre(Map.of());
        told =
                server.callCentre(
                        Map.of(
                                "backchannel_token_delivery_mode",
                                "push",
                                "backchannel_client_notification_endpoint",
                                "https://app.example/told"));
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Provide
    Arbitrary<String> parameters() {
        return Arbitraries.of(
                List.of(
                        "scope",
                        "login_hint",
                        "id_token_hint",
                        "login_hint_token",
                        "binding_message",
                        "requested_expiry",
                        "acr_values",
                        "user_code",
                        "request",
                        "resource",
                        "authorization_details",
                        "client_notification_token"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200),
                Arbitraries.of(
                        "openid",
                        "alice",
                        "-0",
                        "007",
                        "9".repeat(40),
                        "٣",
                        "\u0000",
                        "\uD800",
                        "a.b.c",
                        "[{}]",
                        "https://[::1"));
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    @Label("a request is never a failure of the server")
    void request(
            @ForAll("parameters") String one,
            @ForAll("texts") String first,
            @ForAll("parameters") String other,
            @ForAll("texts") String second) {
        Map<String, Object> form =
                new LinkedHashMap<>(Map.of("scope", "openid", "login_hint", "alice"));
        form.put(one, first);
        form.put(other, second);
        check(centre.askElsewhere(form));
        form.putIfAbsent("client_notification_token", "abc");
        check(told.askElsewhere(form));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    @Label("nor is a question for the answer")
    void poll(@ForAll("texts") String id) {
        check(centre.answered(id));
    }

    private static void check(Answer answer) {
        // 503 is what somebody hears who tries many names.
        assertThat(answer.status()).as("%s", answer.body()).matches(s -> s < 500 || s == 503);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("dev.symbolon.");
    }
}
