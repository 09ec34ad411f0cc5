package dev.symbolon.core.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3986 §6.2.2, §6.2.3 addresses that mean the same")
class TargetUriTest {

    private static final String ADDRESS = "https://id.example/t/acme/oauth/token";

    @ParameterizedTest
    @ValueSource(
            strings = {
                ADDRESS,
                ADDRESS + "?x=y",
                ADDRESS + "#x",
                "HTTPS://ID.Example/t/acme/oauth/token",
                "https://id.example:443/t/acme/oauth/token",
                "https://id.example:/t/acme/oauth/token",
                "https://id.example/t/%61cme/oauth/token",
                "https://id.example/t/./acme/oauth/./token",
                "https://id.example/../t/x/../acme/oauth/token",
            })
    @DisplayName("are the same")
    void same(String other) {
        assertThat(TargetUri.isSame(ADDRESS, other)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "/t/acme/oauth/token",
                "http://id.example/t/acme/oauth/token",
                "https://id.example:8443/t/acme/oauth/token",
                "https://id.example/t/acme/oauth/token/",
                "https://id.example/t/acme//oauth/token",
                "https://id.example/t/ACME/oauth/token",
                "https://id.example/t/acme/oauth/token;a",
                "https://id.example/t/acme%2Foauth/token",
                "https://id.example./t/acme/oauth/token",
                "https://user@id.example/t/acme/oauth/token",
                "https://id.example@mallory.example/t/acme/oauth/token",
                "https://mallory.example/?https://id.example/t/acme/oauth/token",
                "https:id.example/t/acme/oauth/token",
                "https://id.example/t/acme/oauth/token%",
                "https://id.example/t/acme/oauth/token%00",
                " https://id.example/t/acme/oauth/token",
                "ftp://id.example/t/acme/oauth/token",
            })
    @DisplayName("are not the same")
    void others(String other) {
        assertThat(TargetUri.isSame(ADDRESS, other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://LOCALHOST:80, http://localhost/",
        "https://id.example:8443/, https://id.example:8443/",
        "https://[::1]:443/a, https://[::1]/a",
        "https://id.example/a/b/.., https://id.example/a/",
        "https://id.example/a/., https://id.example/a/",
        "https://id.example/%7euser/%2f%c3%bc, https://id.example/~user/%2F%C3%BC",
        "https://id.example/a//b, https://id.example/a//b",
    })
    @DisplayName("have one spelling")
    void spelling(String address, String normalized) {
        assertThat(TargetUri.normalized(address)).contains(normalized);
    }

    @Property
    @Label("whatever the text, it is an address or none, and its spelling stays as it is")
    void any(@ForAll String text) {
        assertThatNoException()
                .isThrownBy(() -> TargetUri.normalized("https://id.example/" + text));
        TargetUri.normalized(text)
                .ifPresent(once -> assertThat(TargetUri.normalized(once)).contains(once));
        TargetUri.normalized("https://id.example/" + text)
                .ifPresent(once -> assertThat(TargetUri.normalized(once)).contains(once));
    }
}
