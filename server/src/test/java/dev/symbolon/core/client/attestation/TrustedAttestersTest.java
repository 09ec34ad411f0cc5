package dev.symbolon.core.client.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.json.Json;
import dev.symbolon.testing.OtherIssuer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The setting attestation.trusted-attesters")
class TrustedAttestersTest {

    private static Map<String, Object> trust() {
        Map<String, Object> trust = new LinkedHashMap<>();
        trust.put("jwks", new OtherIssuer().jwks());
        trust.put("clients", List.of("wallet"));
        return trust;
    }

    private static String problem(Object trust) {
        return TrustedAttesters.problem(Json.text(Map.of("https://attester.example", trust)))
                .orElse("");
    }

    @Test
    @DisplayName("may be absent, or name keys or where they are, and the clients")
    void right() {
        assertThat(TrustedAttesters.problem(null)).isEmpty();
        assertThat(problem(trust())).isEmpty();
        Map<String, Object> remote = trust();
        remote.remove("jwks");
        remote.put("jwks_uri", "https://attester.example/jwks");
        remote.put("tenant", "second");
        assertThat(problem(remote)).isEmpty();
    }

    @Test
    @DisplayName("is refused where it is something else, with the key that it stands under")
    void wrong() {
        assertThat(TrustedAttesters.problem("nonsense")).isPresent();
        assertThat(problem("x")).contains("https://attester.example is no object");
        Map<String, Object> trust = trust();
        trust.put("scope", "x");
        assertThat(problem(trust)).contains("no member is called scope");
        trust = trust();
        trust.remove("clients");
        assertThat(problem(trust)).contains("clients is a list of texts");
        trust.put("clients", List.of());
        assertThat(problem(trust)).contains("clients must name a client_id");
        trust = trust();
        trust.remove("jwks");
        assertThat(problem(trust)).contains("jwks or jwks_uri");
        trust.put("jwks", Map.of("keys", List.of(Map.of("kty", "oct", "k", "AAAA"))));
        assertThat(problem(trust)).contains("secret").doesNotContain("AAAA");
        assertThat(new AttestationSettings("{", false).problems())
                .singleElement()
                .asString()
                .startsWith("trusted-attesters: ");
    }
}
