package dev.symbolon.conformance.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The plans config and dynamic, and those of the logouts: what discovery says")
class ConfigPlanTest {

    private static final String HOST = "https://id.suite.example";
    private static final String PATH = "/t/bare";
    private static final String ISSUER = HOST + PATH;
    private static final int PORT = TestServer.freePort();

    private static TestServer server;
    private static Answer answer;
    private static Map<String, Object> metadata;

    /** Behind a proxy that speaks TLS; a tenant without a single API. */
    @BeforeAll
    static void start() {
        server = Candidate.start(Map.of("issuer", HOST, "http.port", String.valueOf(PORT)));
        server.tenant("bare");
        answer = get("/.well-known/openid-configuration");
        metadata = answer.json();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer get(String path) {
        return Http.get(URI.create("http://localhost:" + PORT + PATH + path), Map.of());
    }

    @Test
    @DisplayName("oidcc-discovery-endpoint-verification: JSON, of the issuer whose address it has")
    void issuer() {
        answer.expectsStatus(200);
        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(metadata).containsEntry("issuer", ISSUER);
    }

    @Test
    @DisplayName("its addresses are https, and a foreign library reads all of it")
    void addresses() throws Exception {
        assertThat(metadata)
                .containsKeys(
                        "authorization_endpoint",
                        "token_endpoint",
                        "userinfo_endpoint",
                        "registration_endpoint",
                        "jwks_uri",
                        "end_session_endpoint",
                        "check_session_iframe");
        metadata.forEach((name, value) -> {
            if (name.endsWith("_endpoint") || name.endsWith("_uri") || name.endsWith("_iframe")) {
                assertThat(String.valueOf(value)).as(name).startsWith(ISSUER + "/");
            }
        });
        assertThat(OIDCProviderMetadata.parse(answer.body()).getIssuer().getValue())
                .isEqualTo(ISSUER);
    }

    @Test
    @DisplayName("what a dynamic provider has to support is named (Core §15.2)")
    void mandatory() {
        assertThat(words("response_types_supported"))
                .contains("code", "id_token", "id_token token");
        assertThat(words("grant_types_supported"))
                .contains("authorization_code", "implicit", "refresh_token");
        assertThat(words("response_modes_supported")).contains("query", "fragment", "form_post");
        assertThat(words("subject_types_supported")).contains("public", "pairwise");
        assertThat(words("id_token_signing_alg_values_supported")).contains("RS256");
        assertThat(words("userinfo_signing_alg_values_supported")).contains("RS256");
        assertThat(words("request_object_signing_alg_values_supported")).contains("RS256");
        assertThat(words("token_endpoint_auth_methods_supported"))
                .contains("client_secret_basic", "client_secret_post", "private_key_jwt");
        assertThat(words("scopes_supported"))
                .contains("openid", "profile", "email", "address", "phone", "offline_access");
        assertThat(words("code_challenge_methods_supported")).contains("S256");
        assertThat(words("claims_supported")).contains("sub", "name", "email");
        assertThat(metadata)
                .containsEntry("claims_parameter_supported", true)
                .containsEntry("request_parameter_supported", true)
                .containsEntry("request_uri_parameter_supported", true)
                .containsEntry("frontchannel_logout_supported", true)
                .containsEntry("frontchannel_logout_session_supported", true)
                .containsEntry("backchannel_logout_supported", true)
                .containsEntry("backchannel_logout_session_supported", true);
    }

    private static List<String> words(String name) {
        assertThat(metadata.get(name)).as(name).isInstanceOf(List.class);
        return metadata.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @Test
    @DisplayName("every value has the type of its name, and no list is empty (RFC 8414 §3.2)")
    void types() {
        metadata.forEach((name, value) -> {
            if (value instanceof Collection<?> several) {
                assertThat(several).as(name).isNotEmpty().allMatch(String.class::isInstance);
                assertThat(several).as(name).doesNotHaveDuplicates();
            } else {
                assertThat(value).as(name).isInstanceOfAny(String.class, Boolean.class);
            }
        });
    }

    @Test
    @DisplayName("scopes have the characters of scopes, and languages are written as usual")
    void forms() {
        assertThat(words("scopes_supported"))
                .allMatch(scope -> scope.matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]+"));
        assertThat(words("ui_locales_supported"))
                .allMatch(tag -> Locale.forLanguageTag(tag).toLanguageTag().equals(tag));
    }

    @Test
    @DisplayName("each key has a kid of its own, and no private half")
    void keys() throws Exception {
        List<JWK> keys = JWKSet.parse(get("/oauth/jwks").body()).getKeys();

        assertThat(keys).isNotEmpty().noneMatch(JWK::isPrivate);
        assertThat(keys.stream().map(JWK::getKeyID)).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(get("/oauth/jwks").json().get("keys"))
                .as("none that the library would not take")
                .asInstanceOf(LIST)
                .hasSameSizeAs(keys);
    }
}
