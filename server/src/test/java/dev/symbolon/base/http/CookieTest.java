package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Cookies that are set")
class CookieTest {

    @Test
    @DisplayName("no script reads one, and no other site's request brings it, but top-level visits")
    void closed() {
        assertThat(new Cookie("a", "b", true, Duration.ofMinutes(1)).header())
                .isEqualTo("__Host-a=b; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    @DisplayName("one for scripts in frames of other sites is SameSite=None, which needs TLS")
    void readable() {
        assertThat(new Cookie("a", "b", true, null, true).header())
                .isEqualTo("__Host-a=b; Path=/; Secure; SameSite=None");
        assertThat(new Cookie("a", "b", false, null, true).header())
                .isEqualTo("a=b; Path=/; SameSite=Lax");
    }
}
