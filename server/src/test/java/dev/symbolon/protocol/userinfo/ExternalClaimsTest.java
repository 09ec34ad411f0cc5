package dev.symbolon.protocol.userinfo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.openid.connect.sdk.claims.DistributedClaims;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.OtherIssuer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Core §5.6.2: aggregated and distributed claims, read by Nimbus's SDK")
class ExternalClaimsTest {

    private static final String JWT =
            new OtherIssuer()
                    .signed(
                            "JWT",
                            Map.of("iss", "https://registry.example", "birthdate", "1990-02-03"));
    private static final String FETCHED = "https://carrier.example/claims";
    private static final Map<String, Object> CLAIMS =
            Map.of(
                    "given_name",
                    "Alice",
                    "_claim_names",
                    Map.of("birthdate", "registry", "phone_number", "carrier"),
                    "_claim_sources",
                    Map.of(
                            "registry",
                            Map.of("JWT", JWT),
                            "carrier",
                            Map.of("endpoint", FETCHED, "access_token", "ksj3n283dke")));

    private static TestServer server;
    private static Browser alice;
    private static App app;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        assertThat(server.describe("alice", CLAIMS)).isEmpty();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        app = server.app(Map.of("scope", "openid profile email phone"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer tokens(String scope, String claims) {
        App.Request request = app.request().with("scope", scope).with("prompt", "consent");
        if (!claims.isEmpty()) {
            request = request.with("claims", claims);
        }
        return app.redeem(App.code(alice.allow(alice.get(request.uri()))));
    }

    private static Map<String, Object> userinfo(String scope, String claims) {
        return app.userinfo(tokens(scope, claims).text("access_token")).json();
    }

    @Test
    @DisplayName("each scope brings those of its claims, as they were given, and no other source")
    void byScope() throws Exception {
        UserInfo profile = UserInfo.parse(Json.text(userinfo("openid profile", "")));
        assertThat(profile.getAggregatedClaims())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getNames()).containsExactly("birthdate");
                    assertThat(one.getClaimsJWT().serialize()).isEqualTo(JWT);
                });
        assertThat(profile.getDistributedClaims()).isNull();

        UserInfo phone = UserInfo.parse(Json.text(userinfo("openid phone", "")));
        assertThat(phone.getAggregatedClaims()).isNull();
        DistributedClaims fetched =
                requireNonNull(phone.getDistributedClaims()).stream().findAny().orElseThrow();
        assertThat(fetched.getNames()).containsExactly("phone_number");
        assertThat(fetched.getSourceEndpoint()).hasToString(FETCHED);
        assertThat(fetched.getAccessToken().getValue()).isEqualTo("ksj3n283dke");

        assertThat(userinfo("openid email", ""))
                .doesNotContainKeys("_claim_names", "_claim_sources");
    }

    @Test
    @DisplayName("the claims parameter brings them, too (§5.5), but none that must have a value")
    void byName() {
        String asked = "{\"id_token\":{\"birthdate\":{\"essential\":true}}}";
        assertThat(App.claims(tokens("openid", asked).text("id_token")))
                .containsEntry("_claim_names", Map.of("birthdate", "registry"))
                .containsEntry("_claim_sources", Map.of("registry", Map.of("JWT", JWT)));

        String certain = "{\"userinfo\":{\"birthdate\":{\"value\":\"1990-02-03\"}}}";
        assertThat(userinfo("openid", certain)).containsOnlyKeys("sub");
    }

    @Test
    @DisplayName("the person is asked for them as for claims of ours")
    void consent() {
        App other = server.app(Map.of("scope", "openid profile"));
        String asked = "{\"userinfo\":{\"birthdate\":null}}";
        Answer page =
                alice.get(other.request().with("scope", "openid").with("claims", asked).uri());
        assertThat(page.expectsStatus(200).body()).contains("date of birth");
    }

    static Stream<Arguments> malformed() {
        Map<String, Object> names = Map.of("birthdate", "registry");
        return Stream.of(
                arguments("x", Map.of(), "_claim_names: must be an object"),
                arguments(names, Map.of(), "birthdate: must be the name of a member"),
                arguments(Map.of("birthdate", 1), Map.of(), "must be the name of a member"),
                arguments(Map.of("credit_score", "r"), Map.of("r", Map.of("JWT", JWT)), "no claim"),
                arguments(Map.of("email", "r"), Map.of("r", Map.of("JWT", JWT)), "no claim"),
                arguments(Map.of("sub", "r"), Map.of("r", Map.of("JWT", JWT)), "no claim"),
                arguments(Map.of("name", "r"), Map.of("r", Map.of("JWT", JWT)), "stands among"),
                arguments(Map.of(), Map.of("r", Map.of("JWT", JWT)), "no claim comes from it"),
                arguments(names, Map.of("registry", "x"), "must be a JWT"),
                arguments(names, Map.of("registry", Map.of()), "must be a JWT"),
                arguments(names, Map.of("registry", Map.of("JWT", "a.b")), "must be a JWT"),
                arguments(
                        names,
                        Map.of("registry", Map.of("JWT", JWT, "endpoint", FETCHED)),
                        "must be a JWT"),
                arguments(
                        names,
                        Map.of("registry", Map.of("endpoint", "http://carrier.example")),
                        "https endpoint"),
                arguments(names, Map.of("registry", Map.of("endpoint", "https:x")), "https"),
                arguments(names, Map.of("registry", Map.of("endpoint", "no address")), "https"),
                arguments(
                        names,
                        Map.of("registry", Map.of("endpoint", FETCHED, "access_token", 1)),
                        "access_token"));
    }

    @ParameterizedTest(name = "{2}: {0} {1}")
    @MethodSource("malformed")
    @DisplayName("what is no such claim is not kept")
    void problems(Object names, Object sources, String problem) {
        assertThat(
                        server.describe(
                                "bob",
                                Map.of(
                                        "name",
                                        "Bob",
                                        "_claim_names",
                                        names,
                                        "_claim_sources",
                                        sources)))
                .anySatisfy(said -> assertThat(said).contains(problem));
    }
}
