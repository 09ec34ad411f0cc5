package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Registrant;
import dev.symbolon.testing.Registrant.Management;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a stranger registers, or changes that to: an answer that the specification has. */
class MalformedRegistrationTest {

    private static final List<String> MEMBERS =
            List.of(
                    "redirect_uris",
                    "client_name",
                    "client_name#de",
                    "client_name#",
                    "jwks",
                    "jwks_uri",
                    "scope",
                    "grant_types",
                    "response_types",
                    "token_endpoint_auth_method",
                    "application_type",
                    "default_max_age",
                    "contacts",
                    "logo_uri",
                    "software_statement",
                    "software_id",
                    "client_id",
                    "client_secret",
                    "registration_access_token",
                    "first_party");

    private static TestServer server;
    private static Registrant stranger;
    private static Answer registered;

    @BeforeContainer
    static void start() {
        server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of(
                                "registration.mode",
                                "open",
                                "registration.per-address",
                                "100000",
                                "registration.per-hour",
                                "100000",
                                "registration.at-most",
                                "100000"));
        stranger = server.stranger();
        registered = stranger.register(Registrant.web(Map.of())).expectsStatus(201);
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Provide
    Arbitrary<Map<String, Object>> metadata() {
        return Arbitraries.maps(Arbitraries.of(MEMBERS), values()).ofMaxSize(6);
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> plain =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(30).asGeneric(),
                        Arbitraries.of(
                                        App.CALLBACK,
                                        "\u0000",
                                        "\u202E",
                                        "e30.e30.AAAA",
                                        "none",
                                        "native",
                                        "code",
                                        "https://[::")
                                .asGeneric(),
                        Arbitraries.longs().asGeneric(),
                        Arbitraries.of(true, false).asGeneric());
        return Arbitraries.oneOf(
                plain,
                plain.list().ofMaxSize(3).asGeneric(),
                Arbitraries.maps(Arbitraries.of("keys", "kty", "x"), plain).asGeneric());
    }

    private static Answer expected(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isIn(200, 201, 400);
        if (answer.status() == 400) {
            assertThat(answer.text("error"))
                    .isIn(
                            "invalid_redirect_uri",
                            "invalid_client_metadata",
                            "invalid_software_statement",
                            "unapproved_software_statement");
        }
        return answer;
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void registers(@ForAll("metadata") Map<String, Object> metadata) {
        expected(stranger.register(metadata));
        expected(stranger.register(Registrant.web(metadata)));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void changes(@ForAll("metadata") Map<String, Object> metadata) {
        Map<String, Object> whole = Registrant.web(metadata);
        whole.putIfAbsent("client_id", registered.text("client_id"));
        Answer answer = expected(Management.of(registered).update(whole));
        if (answer.status() == 200) {
            registered = answer;
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void reads(@ForAll String body) {
        assertThat(stranger.registerRaw(body + "x", "application/json").status()).isEqualTo(400);
        assertThat(stranger.registerRaw("{" + body, "application/json").status()).isIn(400, 201);
        assertThat(Json.object(stranger.registerRaw("[" + body, "application/json").body()))
                .containsKey("error_uri");
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void opens(@ForAll String token) {
        String sent = token.replaceAll("[^\\x21-\\x7E]", "");
        assertThat(Management.of(registered).with(sent).read().status()).isEqualTo(401);
    }
}
