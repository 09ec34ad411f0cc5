package dev.symbolon.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.secret.OpaqueValue;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 §10.1 client secrets")
class ClientSecretsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String NEW = "new-secret";
    private static final String OLD = "old-secret";

    private final ClientSecrets both =
            new ClientSecrets(
                    OpaqueValue.sha256(NEW),
                    OpaqueValue.sha256(OLD),
                    NOW.plusSeconds(60),
                    null,
                    null);

    @Test
    @DisplayName("while one is replaced both are valid, then only the new one")
    void rotation() {
        assertThat(both.match(NEW, NOW)).isTrue();
        assertThat(both.match(OLD, NOW)).isTrue();
        assertThat(both.match(OLD, NOW.plusSeconds(60))).isFalse();
        assertThat(both.match(NEW, NOW.plusSeconds(60))).isTrue();
    }

    @Test
    @DisplayName("nothing matches where there is none, not even what stands in its place")
    void none() {
        assertThat(ClientSecrets.NONE.match("", NOW)).isFalse();
        assertThat(ClientSecrets.NONE.match("-".repeat(43), NOW)).isFalse();
        assertThat(both.match("", NOW)).isFalse();
        assertThat(both.match(OpaqueValue.sha256(NEW), NOW)).isFalse();
    }

    @Test
    @DisplayName("they do not show in a log")
    void blind() {
        assertThat(both.toString()).doesNotContain(OpaqueValue.sha256(NEW));
    }
}
