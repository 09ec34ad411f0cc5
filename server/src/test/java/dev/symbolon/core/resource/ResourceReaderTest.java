package dev.symbolon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8707 §2 resources")
class ResourceReaderTest {

    private static final String MOORING =
            """
            {"identifier": "https://mooring.example/api",
             "name": "Mooring", "name#de": "Liegeplatz",
             "scopes": {"apps:read": {"description": "See your apps",
                                      "description#de": "Ihre Apps sehen"},
                        "apps:deploy": "Deploy your apps"},
             "token_format": "opaque", "access_token_lifetime": 60,
             "access_token_signed_response_alg": "EdDSA"}
            """;

    @Test
    @DisplayName("what was stored reads back as it was defined")
    void roundTrip() {
        Resource mooring = read(Json.object(MOORING));
        assertThat(ResourceReader.stored(Json.object(Json.text(mooring.toMap()))))
                .isEqualTo(mooring);
        assertThat(mooring.tokenFormat()).isEqualTo(TokenFormat.OPAQUE);
        assertThat(mooring.accessTokenLifetime()).isEqualTo(Duration.ofMinutes(1));
        assertThat(mooring.scopes().keySet()).containsExactly("apps:read", "apps:deploy");
        assertThat(mooring.of(Scope.parse("openid apps:read"))).isEqualTo(Scope.of("apps:read"));
    }

    @Test
    @DisplayName("scopes speak to people in their language")
    void languages() {
        Resource mooring = read(Json.object(MOORING));
        assertThat(mooring.description("apps:read", List.of(Locale.GERMANY)))
                .isEqualTo("Ihre Apps sehen");
        assertThat(mooring.description("apps:deploy", List.of(Locale.GERMANY)))
                .isEqualTo("Deploy your apps");
        assertThat(mooring.name(List.of(Locale.GERMAN))).isEqualTo("Liegeplatz");
        assertThat(mooring.name(List.of())).isEqualTo("Mooring");
    }

    @Test
    @DisplayName(
            "tokens are JWT, signed with ES256, good for ten minutes, unless it says otherwise")
    void defaults() {
        Resource plain = read(definition("scopes", Map.of()));
        assertThat(plain.tokenFormat()).isEqualTo(TokenFormat.JWT);
        assertThat(plain.alg()).isEqualTo(SignatureAlgorithm.ES256);
        assertThat(plain.accessTokenLifetime()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com", "https://a.example/v1?x=1", "urn:a:api"})
    @DisplayName("an identifier is any absolute URI")
    void identifiers(String identifier) {
        assertThat(read(definition("identifier", identifier)).identifier()).isEqualTo(identifier);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("resource.identifier", "identifier", "api"),
                arguments("resource.identifier", "identifier", "https://a.example/#x"),
                arguments("resource.identifier", "identifier", "https://u@a.example/"),
                arguments("resource.identifier", "identifier", "https://a.example/ü"),
                arguments("resource.identifier", "identifier", 7),
                arguments("resource.known-member", "scope", Map.of()),
                arguments("resource.text", "name", "a\u202Eb"),
                arguments("resource.text", "name", ""),
                arguments("resource.type", "scopes", List.of("a")),
                arguments("resource.type", "scopes", Map.of("a", 1)),
                arguments("resource.text", "scopes", Map.of("a", Map.of())),
                arguments("resource.text", "scopes", Map.of("a", Map.of("description#", "x"))),
                arguments("resource.scope-name", "scopes", Map.of("openid", "x")),
                arguments("resource.scope-name", "scopes", Map.of("a b", "x")),
                arguments("resource.scope-name", "scopes", Map.of("", "x")),
                arguments("resource.token-format", "token_format", "paper"),
                arguments("resource.lifetime", "access_token_lifetime", 9),
                arguments("resource.lifetime", "access_token_lifetime", 86_401),
                arguments("resource.lifetime", "access_token_lifetime", "60"),
                arguments("resource.algorithm", "access_token_signed_response_alg", "none"));
    }

    @ParameterizedTest(name = "{0} for {1} {2}")
    @MethodSource
    @DisplayName("a wrong definition is refused")
    void refused(String rule, String member, Object value) {
        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> read(definition(member, value)));
        assertThat(refusal.rule().id()).isEqualTo(rule);
    }

    private static Map<String, Object> definition(String member, Object value) {
        Map<String, Object> definition = new HashMap<>();
        definition.put("identifier", "https://api.example.com");
        definition.put("name", "An API");
        definition.put(member, value);
        return definition;
    }

    private static Resource read(Map<String, Object> definition) {
        return ResourceReader.read(new Trace(FlowId.random()), definition);
    }
}
