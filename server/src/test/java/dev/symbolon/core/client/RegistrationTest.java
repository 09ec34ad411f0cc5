package dev.symbolon.core.client;

import static dev.symbolon.core.client.MetadataExamples.failures;
import static dev.symbolon.core.client.MetadataExamples.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.LocalizedText;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("RFC 7591 §2 and OpenID Connect Registration §2 client metadata")
class RegistrationTest {

    private static final String LONG = "x".repeat(2001);

    @Test
    @DisplayName("what is left out has the specifications' defaults")
    void defaults() {
        ClientMetadata metadata = registered(web());
        assertThat(metadata.applicationType()).isEqualTo(ApplicationType.WEB);
        assertThat(metadata.tokenEndpointAuthMethod())
                .isEqualTo(AuthenticationMethod.CLIENT_SECRET_BASIC);
        assertThat(metadata.grantTypes()).containsExactly("authorization_code");
        assertThat(metadata.responseTypes()).containsExactly("code");
        assertThat(metadata.idTokenSignedResponseAlg()).isEqualTo(SignatureAlgorithm.RS256);
        assertThat(metadata.requirePkce()).isTrue();
        assertThat(metadata.firstParty()).isFalse();
        assertThat(metadata.requireAuthTime()).isFalse();
        assertThat(metadata.scope().tokens())
                .containsExactlyInAnyOrder("openid", "profile", "email", "address", "phone");
    }

    @Test
    @DisplayName("a client without people gets no scope that it did not register")
    void noScopeForMachines() {
        assertThat(registered(machine()).scope()).isEqualTo(Scope.NONE);
        assertThat(registered(machine()).responseTypes()).isEmpty();
    }

    @Test
    @DisplayName("what was stored reads back as it was registered")
    void roundTrip() throws Exception {
        Map<String, Object> everything =
                web(
                        "client_name", "Slipway",
                        "client_name#de", "Helling",
                        "client_name#ja-Jpan-JP", "クライアント名",
                        "client_uri", "https://slipway.example/",
                        "logo_uri#de", "http://localhost:8082/logo.png",
                        "policy_uri", "https://slipway.example/policy",
                        "tos_uri", "https://slipway.example/tos",
                        "contacts", List.of("ops@slipway.example"),
                        "post_logout_redirect_uris", List.of("https://slipway.example/bye"),
                        "grant_types", List.of("authorization_code", "refresh_token"),
                        "response_types", List.of("code"),
                        "scope", "openid apps:read offline_access",
                        "authorization_details_types", List.of("payment_initiation"),
                        "token_endpoint_auth_method", "private_key_jwt",
                        "token_endpoint_auth_signing_alg", "ES256",
                        "jwks", keys(),
                        "subject_type", "public",
                        "id_token_signed_response_alg", "EdDSA",
                        "userinfo_signed_response_alg", "ES256",
                        "id_token_encrypted_response_alg", "ECDH-ES",
                        "userinfo_encrypted_response_alg", "ECDH-ES",
                        "userinfo_encrypted_response_enc", "A256GCM",
                        "authorization_encrypted_response_alg", "ECDH-ES",
                        "authorization_encrypted_response_enc", "A128GCM",
                        "request_object_encryption_alg", "ECDH-ES",
                        "introspection_signed_response_alg", "PS256",
                        "introspection_encrypted_response_alg", "ECDH-ES",
                        "default_max_age", 3600,
                        "require_auth_time", true,
                        "default_acr_values", List.of("pwd"),
                        "initiate_login_uri", "https://slipway.example/login",
                        "software_id", "slipway",
                        "software_version", "1.2",
                        "require_pkce", false,
                        "first_party", true,
                        "some_future_member", Map.of("a", 1));
        ClientMetadata metadata = registered(everything);
        assertThat(ClientMetadata.stored(Json.object(Json.text(metadata.toMap()))))
                .isEqualTo(metadata);
        assertThat(metadata.toMap()).doesNotContainKey("some_future_member");
        assertThat(metadata.toMap())
                .containsEntry("id_token_encrypted_response_enc", "A128CBC-HS256")
                .containsEntry("userinfo_encrypted_response_enc", "A256GCM");
        assertThat(metadata.defaultMaxAge()).isEqualTo(Duration.ofHours(1));
        assertThat(metadata.initiateLoginUri())
                .isEqualTo(URI.create("https://slipway.example/login"));
        LocalizedText name = metadata.presentation().clientName();
        assertThat(name.in(List.of(Locale.GERMANY))).contains("Helling");
        assertThat(name.in(List.of(Locale.FRENCH))).contains("Slipway");
        assertThat(name.in(List.of(Locale.forLanguageTag("ja-Jpan-JP")))).contains("クライアント名");
    }

    static Stream<Arguments> refused() throws Exception {
        Map<String, Object> secret =
                new JWKSet(new ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_256).generate())
                        .toJSONObject(false);
        return Stream.of(
                arguments("client-metadata.type", "redirect_uris", "https://app.example.com/"),
                arguments("client-metadata.type", "redirect_uris[0]", List.of(1)),
                arguments(
                        "client-metadata.type",
                        "redirect_uris[0]",
                        Collections.singletonList(null)),
                arguments("client-metadata.redirect-uri-present", "redirect_uris", List.of()),
                arguments(
                        "client-metadata.limit",
                        "redirect_uris",
                        Collections.nCopies(2, "https://a.example")),
                arguments(
                        "redirect-uri.length",
                        "redirect_uris[0]",
                        List.of("https://a.example/" + "x".repeat(1983))),
                arguments(
                        "client-metadata.limit",
                        "redirect_uris[0]",
                        List.of("https://a.example/" + LONG)),
                arguments(
                        "redirect-uri.no-fragment",
                        "redirect_uris[0]",
                        List.of("https://a.example/#a")),
                arguments(
                        "redirect-uri.web-scheme",
                        "post_logout_redirect_uris[0]",
                        List.of("http://a.example/")),
                arguments("client-metadata.application-type", "application_type", "spa"),
                arguments(
                        "client-metadata.auth-method",
                        "token_endpoint_auth_method",
                        "client_secret"),
                arguments("client-metadata.type", "token_endpoint_auth_method", List.of("none")),
                arguments(
                        "client-metadata.grant-type",
                        "grant_types",
                        List.of("authorization_code", "implicit")),
                arguments(
                        "client-metadata.grant-type",
                        "grant_types",
                        List.of("authorization_code", "password")),
                arguments(
                        "client-metadata.response-type",
                        "response_types",
                        List.of("code", "token")),
                arguments("client-metadata.grants-match-responses", "response_types", List.of()),
                arguments("client-metadata.algorithm", "id_token_signed_response_alg", "none"),
                arguments("client-metadata.algorithm", "id_token_signed_response_alg", "HS256"),
                arguments("client-metadata.algorithm", "userinfo_signed_response_alg", "none"),
                arguments("client-metadata.algorithm", "token_endpoint_auth_signing_alg", "none"),
                arguments(
                        "client-metadata.assertion-algorithm",
                        "token_endpoint_auth_signing_alg",
                        "HS256"),
                arguments("client-metadata.subject-type", "subject_type", "private"),
                arguments("client-metadata.link", "client_uri", "javascript:alert(1)"),
                arguments("client-metadata.link", "logo_uri", "data:image/png;base64,AA"),
                arguments("client-metadata.link", "logo_uri", "http://a.example/logo.png"),
                arguments("client-metadata.link", "policy_uri", "https://u@a.example/"),
                arguments("client-metadata.link", "tos_uri", "//a.example/"),
                arguments("client-metadata.link", "initiate_login_uri", "http://localhost/login"),
                arguments("client-metadata.link", "backchannel_logout_uri", "http://a.example/out"),
                arguments("client-metadata.link", "jwks_uri", "http://a.example/jwks"),
                arguments("client-metadata.text", "client_name", "evil\u202Eeman"),
                arguments("client-metadata.text", "client_name", "two\nlines"),
                arguments("client-metadata.text", "client_name", "\uD800"),
                arguments("client-metadata.text", "client_name", "x".repeat(101)),
                arguments("client-metadata.text", "client_name", 7),
                arguments("client-metadata.text", "software_id", "a\u0000b"),
                arguments("client-metadata.limit", "software_version", LONG),
                arguments("client-metadata.scope", "scope", "a\"b"),
                arguments("client-metadata.scope", "scope", "ü"),
                arguments("client-metadata.type", "scope", List.of("openid")),
                arguments("client-metadata.type", "authorization_details_types", "payment"),
                arguments("client-metadata.max-age", "default_max_age", -1),
                arguments("client-metadata.max-age", "default_max_age", "3600"),
                arguments("client-metadata.max-age", "default_max_age", 1.5),
                arguments("client-metadata.max-age", "default_max_age", Long.MAX_VALUE),
                arguments("client-metadata.type", "require_auth_time", "true"),
                arguments("client-metadata.type", "require_pkce", "false"),
                arguments("client-metadata.keys-form", "jwks", "text"),
                arguments("client-metadata.keys-form", "jwks", Map.of()),
                arguments("client-metadata.keys-form", "jwks", Map.of("keys", List.of())),
                arguments("client-metadata.keys-form", "jwks", Map.of("keys", List.of("k"))),
                arguments(
                        "client-metadata.keys-form",
                        "jwks",
                        Map.of("keys", List.of(Map.of("kty", "RSA")))),
                arguments(
                        "client-metadata.keys-form",
                        "jwks",
                        Map.of("keys", List.of(Map.of("kty", "oct", "k", "AAAA")))),
                arguments("client-metadata.keys-form", "jwks", secret),
                arguments(
                        "client-metadata.encryption",
                        "id_token_encrypted_response_alg",
                        "RSA-OAEP"),
                arguments(
                        "client-metadata.encryption", "userinfo_encrypted_response_alg", "RSA1_5"),
                arguments("client-metadata.encryption", "request_object_encryption_alg", "dir"),
                arguments(
                        "client-metadata.encryption-alg",
                        "id_token_encrypted_response_enc",
                        "A128GCM"),
                arguments(
                        "client-metadata.encryption-alg",
                        "request_object_encryption_enc",
                        "A256GCM"),
                arguments(
                        "client-metadata.frontchannel-origin",
                        "frontchannel_logout_uri",
                        "https://a.example/"),
                arguments(
                        "client-metadata.client-id-form", "client_id", "https://a.example/client"),
                arguments("client-metadata.client-id-form", "client_id", "a b"),
                arguments("client-metadata.client-id-form", "client_id", "x".repeat(129)),
                arguments("client-metadata.text", "client_id", "a\u0000"),
                arguments("client-metadata.secret-form", "client_secret", "hunter2"),
                arguments("client-metadata.secret-form", "client_secret", "a".repeat(64)));
    }

    @ParameterizedTest(name = "{0} for {1} {2}")
    @MethodSource
    @DisplayName("a wrong value is refused, and named")
    void refused(String rule, String parameter, Object value) {
        Map<String, Object> metadata = web(parameter.replaceAll("\\[.*", ""), value);
        assertThat(problems(Registrar.ADMINISTRATOR, metadata)).contains(rule + " " + parameter);
    }

    @Test
    @DisplayName("what does not go together is refused")
    void together() throws Exception {
        assertThat(broken(web("token_endpoint_auth_method", "none", "require_pkce", false)))
                .containsExactly("client-metadata.pkce-waiver require_pkce");
        Map<String, Object> machine = machine();
        machine.put("token_endpoint_auth_method", "none");
        assertThat(broken(machine))
                .containsExactly("client-metadata.confidential-grant grant_types");
        machine.put("response_types", List.of("code"));
        assertThat(broken(machine))
                .contains("client-metadata.grants-match-responses response_types");
        assertThat(broken(web("jwks", keys(), "jwks_uri", "https://a.example/jwks")))
                .containsExactly("client-metadata.keys-once jwks_uri");
        assertThat(
                        broken(
                                web(
                                        "token_endpoint_auth_method", "none",
                                        "client_secret", "0123456789abcdefghijklmnopqrstuvwxyz")))
                .containsExactly("client-metadata.secret-form client_secret");
    }

    @Test
    @DisplayName("private_key_jwt needs keys that fit, in jwks or at a jwks_uri")
    void keysFit() throws Exception {
        String method = "token_endpoint_auth_method";
        String alg = "token_endpoint_auth_signing_alg";
        String missing = "client-metadata.keys-present jwks";
        Object weak = new JWKSet(new RSAKeyGenerator(1024, true).generate()).toJSONObject(true);
        assertThat(broken(web(method, "private_key_jwt"))).containsExactly(missing);
        assertThat(broken(web(method, "private_key_jwt", "jwks_uri", "https://a.example/jwks")))
                .isEmpty();
        assertThat(broken(web(method, "private_key_jwt", "jwks", keys()))).isEmpty();
        assertThat(broken(web(method, "private_key_jwt", "jwks", keys(), alg, "ES256"))).isEmpty();
        assertThat(broken(web(method, "private_key_jwt", "jwks", keys(), alg, "RS256")))
                .containsExactly(missing);
        assertThat(broken(web(method, "private_key_jwt", "jwks", weak))).containsExactly(missing);
    }

    @Test
    @DisplayName("only an administrator trusts a client, chooses its id or waives PKCE")
    void registrars() {
        Map<String, Object> metadata =
                web("first_party", true, "require_pkce", false, "client_id", "slipway");
        assertThat(problems(Registrar.ADMINISTRATOR, metadata)).isEmpty();
        assertThat(problems(Registrar.CLIENT, metadata))
                .containsExactlyInAnyOrder(
                        "client-metadata.administrator-only first_party",
                        "client-metadata.administrator-only require_pkce");
        assertThat(
                        problems(
                                Registrar.CLIENT,
                                web(
                                        "grant_types",
                                        List.of(
                                                "authorization_code",
                                                ClientMetadata.TOKEN_EXCHANGE),
                                        "token_exchange_subjects",
                                        List.of("slipway"),
                                        "token_exchange_impersonation",
                                        true)))
                .containsExactlyInAnyOrder(
                        "client-metadata.administrator-only grant_types",
                        "client-metadata.administrator-only token_exchange_subjects",
                        "client-metadata.administrator-only token_exchange_impersonation");
        Registration own =
                Registration.of(
                        new Trace(FlowId.random()),
                        Registrar.CLIENT,
                        MetadataExamples.TERMS,
                        web("client_id", "slipway", "client_secret", "hunter2"));
        assertThat(own.clientId()).isNull();
        assertThat(own.clientSecret()).isNull();
    }

    @Test
    @DisplayName("all problems are told at once, in characters that error_description may have")
    void allAtOnce() {
        Trace trace = new Trace(FlowId.random());
        Refusal refusal =
                catchThrowableOfType(
                        Refusal.class,
                        () ->
                                Registration.of(
                                        trace,
                                        Registrar.CLIENT,
                                        MetadataExamples.TERMS,
                                        web(
                                                "redirect_uris", List.of("http://ü/", "/x"),
                                                "grant_types", List.of("password"),
                                                "default_max_age", -1)));
        assertThat(refusal.error().wire()).isIn("invalid_redirect_uri", "invalid_client_metadata");
        assertThat(refusal.description())
                .contains("redirect_uris[0]", "redirect_uris[1]", "grant_types", "default_max_age")
                .matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
        assertThat(trace.checks())
                .filteredOn(check -> !check.holds())
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    @DisplayName("null and the empty text mean left out (RFC 7592 §2.2)")
    void absent() {
        Map<String, Object> metadata =
                Json.object(
                        """
                        {"redirect_uris": ["https://app.example.com/callback"], "client_name": "",
                         "scope": "", "logo_uri": null, "jwks": null, "contacts": null}
                        """);
        assertThat(registered(metadata)).isEqualTo(registered(web()));
    }

    private static Map<String, Object> machine() {
        Map<String, Object> metadata = web("grant_types", List.of("client_credentials"));
        metadata.remove("redirect_uris");
        return metadata;
    }

    private static Map<String, Object> keys() throws Exception {
        return new JWKSet(
                        new ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_256)
                                .keyID("ec-1")
                                .generate())
                .toJSONObject(true);
    }

    private static ClientMetadata registered(Map<String, Object> metadata) {
        return Registration.of(
                        new Trace(FlowId.random()),
                        Registrar.ADMINISTRATOR,
                        MetadataExamples.TERMS,
                        metadata)
                .metadata();
    }

    private static List<String> broken(Map<String, Object> metadata) {
        return problems(Registrar.ADMINISTRATOR, metadata);
    }

    private static List<String> problems(Registrar registrar, Map<String, Object> metadata) {
        return failures(trace ->
                        Registration.of(trace, registrar, MetadataExamples.TERMS, metadata))
                .stream()
                .map(failed -> failed.rule().id() + " " + failed.received())
                .toList();
    }
}
