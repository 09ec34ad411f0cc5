package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
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

/** Devices that ask for whatever, and people who type whatever. */
@Label("Malformed device authorization requests, questions and codes")
class MalformedDeviceTest {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private static TestServer server;
    private static App television;
    private static Browser alice;

    @BeforeContainer
    static void start() {
        server = TestServer.start();
        television = server.device();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Provide
    Arbitrary<String> parameters() {
        return Arbitraries.of(
                List.of(
                        "client_id",
                        "client_secret",
                        "scope",
                        "resource",
                        "authorization_details",
                        "acr_values",
                        "nonce",
                        "device_code",
                        "user_code"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200),
                Arbitraries.of(
                        "openid",
                        "WDJB-MJHT",
                        "wdjb mjht",
                        "-".repeat(3000),
                        "٣".repeat(8),
                        "ß".repeat(8),
                        "\u0000",
                        "\uD800",
                        "sym_dc_",
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
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("client_id", television.clientId());
        form.put("scope", "openid");
        form.put(one, first);
        form.put(other, second);
        check(post("/oauth/device", form));
        form.put("grant_type", GRANT);
        check(post("/oauth/token", form));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    @Label("nor is a code that somebody types, or that stands in the address")
    void userCode(@ForAll("texts") String code) {
        check(alice.get("/device?" + Http.encode(Map.of("user_code", code))));
        check(alice.submit(alice.get("/device").form().with("user_code", code)));
    }

    private static Answer post(String path, Map<String, ?> form) {
        return Http.post(URI.create(server.issuer() + path), Http.encode(form), Map.of());
    }

    private static void check(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isLessThan(500);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("dev.symbolon.");
    }
}
