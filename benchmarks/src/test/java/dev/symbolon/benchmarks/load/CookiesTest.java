package dev.symbolon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6265, a virtual user's cookies")
class CookiesTest {

    private final Cookies cookies = new Cookies();

    @Test
    @DisplayName("are sent back without their attributes; a new value replaces the old (§5.3)")
    void replaces() {
        cookies.take(List.of("a=1; Path=/; HttpOnly", "b=x=y"));
        cookies.take(List.of("a=2; Secure"));

        assertThat(cookies.header()).isEqualTo("a=2; b=x=y");
    }

    @Test
    @DisplayName("are gone once the server set an end in the past (§3.1)")
    void removed() {
        cookies.take(List.of("a=1", "b=2", "c=3"));
        cookies.take(List.of("a=; Max-Age=0", "b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"));

        assertThat(cookies.header()).isEqualTo("c=3");
    }
}
