package dev.symbolon.core.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.json.Json;
import dev.symbolon.testing.OtherIssuer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The setting assertions.trusted-issuers")
class TrustedIssuersTest {

    private static Map<String, Object> trust() {
        Map<String, Object> trust = new LinkedHashMap<>();
        trust.put("jwks", new OtherIssuer().jwks());
        trust.put("clients", List.of("wiki"));
        return trust;
    }

    private static String problem(Object trust) {
        return TrustedIssuers.problem(Json.text(Map.of("https://idp.example", trust))).orElse("");
    }

    @Test
    @DisplayName("may be absent, or name keys or where they are")
    void right() {
        assertThat(TrustedIssuers.problem(null)).isEmpty();
        assertThat(problem(trust())).isEmpty();
        Map<String, Object> remote = trust();
        remote.remove("jwks");
        remote.put("jwks_uri", "https://idp.example/jwks");
        assertThat(problem(remote)).isEmpty();
    }

    @Test
    @DisplayName("is refused where it is no object, or has no keys or both")
    void keys() {
        assertThat(TrustedIssuers.problem("nonsense")).isPresent();
        assertThat(problem("x")).contains("no object");
        Map<String, Object> both = trust();
        both.put("jwks_uri", "https://idp.example/jwks");
        assertThat(problem(both)).contains("jwks or jwks_uri");
        Map<String, Object> none = trust();
        none.put("jwks", Map.of("keys", List.of()));
        assertThat(problem(none)).contains("no key");
        none.put("jwks", "x");
        assertThat(problem(none)).contains("keys");
        none.put("jwks", Map.of("keys", List.of(Map.of("kty", "oct", "k", "AAAA"))));
        assertThat(problem(none)).contains("secret").doesNotContain("AAAA");
    }

    @ParameterizedTest
    @CsvSource({
        "client, wiki, no member is called client",
        "clients, wiki, list of texts",
        "scope, a\"b, no list of scopes",
        "accounts, sub, linked or email",
        "accepts, jwt, list of texts",
        "tenant, 1, text",
    })
    @DisplayName("is refused where a member is wrong")
    void members(String name, String value, String complaint) {
        Map<String, Object> trust = trust();
        trust.put(name, name.equals("tenant") ? Integer.valueOf(value) : value);
        assertThat(problem(trust)).contains(complaint);
    }

    @Test
    @DisplayName("is refused where it names no client, another kind or no address")
    void lists() {
        Map<String, Object> trust = trust();
        trust.put("accepts", List.of("saml"));
        assertThat(problem(trust)).contains("id-jag and jwt");
        trust = trust();
        trust.put("clients", List.of());
        assertThat(problem(trust)).contains("client_id");
        trust.remove("clients");
        assertThat(problem(trust)).contains("list of texts");
        trust = trust();
        trust.remove("jwks");
        trust.put("jwks_uri", "here there");
        assertThat(problem(trust)).contains("no address");
    }
}
