package dev.symbolon.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("FAPI 2.0 plans: what the server says of itself")
class FapiPlanDiscoveryTest {

    @TempDir private static Path directory;

    private static FapiPlanSite site;

    @BeforeAll
    static void start() {
        site = new FapiPlanSite(directory);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static Map<String, Object> metadata(String document) {
        Answer answer =
                Http.get(URI.create(site.server.issuer() + "/.well-known/" + document), Map.of());
        return answer.expectsStatus(200).json();
    }

    @ParameterizedTest
    @CsvSource({
        "response_types_supported, code",
        "response_modes_supported, jwt",
        "code_challenge_methods_supported, S256",
        "grant_types_supported, refresh_token",
        "scopes_supported, openid",
        "subject_types_supported, public",
        "token_endpoint_auth_methods_supported, private_key_jwt",
        "token_endpoint_auth_methods_supported, tls_client_auth",
        "token_endpoint_auth_signing_alg_values_supported, PS256",
        "id_token_signing_alg_values_supported, PS256",
        "userinfo_signing_alg_values_supported, ES256",
        "request_object_signing_alg_values_supported, PS256",
        "dpop_signing_alg_values_supported, PS256",
        "authorization_signing_alg_values_supported, PS256",
        "authorization_encryption_alg_values_supported, RSA-OAEP-256",
        "authorization_encryption_enc_values_supported, A256GCM",
    })
    @DisplayName(
            "fapi2-...-discovery-end-point-verification: each list has what the profile asks for")
    void lists(String member, String value) {
        for (String document : List.of("openid-configuration", "oauth-authorization-server")) {
            assertThat(metadata(document).get(member))
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .contains(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid-configuration", "oauth-authorization-server"})
    @DisplayName(
            "fapi2-...-discovery-end-point-verification: issuer, PAR, iss in answers, certificates, claims")
    void members(String document) {
        String issuer = site.server.issuer().toString();
        assertThat(metadata(document))
                .containsEntry("issuer", issuer)
                .containsEntry("pushed_authorization_request_endpoint", issuer + "/oauth/par")
                .containsEntry("authorization_response_iss_parameter_supported", true)
                .containsEntry("tls_client_certificate_bound_access_tokens", true)
                .containsEntry("claims_parameter_supported", true)
                .containsEntry("require_pushed_authorization_requests", false)
                .extractingByKey("mtls_endpoint_aliases")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("token_endpoint", FapiPlanSite.ALIAS + "/oauth/token")
                .containsEntry("userinfo_endpoint", FapiPlanSite.ALIAS + "/oauth/userinfo");
    }

    @Test
    @DisplayName(
            "every module: the key set has a kid for each key, nothing private, and no short RSA key")
    void keys() throws Exception {
        URI address = URI.create(String.valueOf(site.server.metadata().get("jwks_uri")));
        JWKSet set = JWKSet.parse(Http.get(address, Map.of()).expectsStatus(200).body());
        assertThat(set.getKeys()).isNotEmpty();
        assertThat(set.getKeys())
                .extracting(JWK::getKeyID)
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        for (JWK key : set.getKeys()) {
            assertThat(key.isPrivate()).isFalse();
            if (key.getKeyType().getValue().equals("RSA")) {
                assertThat(key.size()).isGreaterThanOrEqualTo(2048);
            }
        }
    }
}
