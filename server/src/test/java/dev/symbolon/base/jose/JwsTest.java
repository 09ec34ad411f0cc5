package dev.symbolon.base.jose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.json.Json;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7519: claims")
class JwsTest {

    @Test
    @DisplayName("a NumericDate may have a fraction (§2)")
    void fraction() {
        assertThat(claims("{\"exp\":1300819380.5}").time("exp"))
                .contains(Instant.ofEpochMilli(1300819380500L));
        assertThat(claims("{\"exp\":1300819380}").time("exp"))
                .contains(Instant.ofEpochSecond(1300819380));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1300819380\"",
                "null",
                "[]",
                "1e400",
                "1e300",
                "-1e300",
                "253402300800",
                "31556889864403140",
                "31556889864403199",
                "3.15e16",
                "-253402300800",
                "9223372036854775807",
                "-9223372036854775808",
                "99999999999999999999999999999999"
            })
    @DisplayName("what is no time is none, and no error")
    void noTime(String value) {
        assertThat(claims("{\"exp\":" + value + "}").time("exp")).isEmpty();
    }

    @Test
    @DisplayName("an audience is a text or a list of texts (§4.1.3)")
    void audience() {
        assertThat(claims("{\"aud\":\"a\"}").audience()).containsExactly("a");
        assertThat(claims("{\"aud\":[\"a\",\"b\"]}").audience()).containsExactly("a", "b");
        assertThat(claims("{\"aud\":[\"a\",1]}").audience()).isEmpty();
        assertThat(claims("{\"aud\":7}").audience()).isEmpty();
        assertThat(claims("{}").audience()).isEmpty();
    }

    private static Jws claims(String json) {
        return new Jws(Map.of(), Json.object(json));
    }
}
