package dev.symbolon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The client that the load plays")
class AppTest {

    @Test
    @DisplayName("asks for itself without the scopes that are about persons (RFC 6749 §4.4.2)")
    void scopes() {
        assertThat(asking("openid offline_access")).isEmpty();
        assertThat(asking("openid api:read email api:write")).isEqualTo("api:read api:write");
        assertThat(asking("")).isEmpty();
    }

    private static String asking(String scope) {
        return new App("load", "", App.Method.NONE, "http://localhost:9/callback", scope, "")
                .scopeWithoutPersons();
    }
}
