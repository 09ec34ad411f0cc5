package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Routes: method and path")
class RoutesTest {

    private final Routes<String> routes =
            Routes.<String>builder()
                    .get("/", "home")
                    .get("/account", "account")
                    .post("/account", "change")
                    .getOnly("/authorize", "code")
                    .get("/rules/{id}", "rule")
                    .get("/rules/all", "rules")
                    .add("DELETE", "/a/b/{c}", "deep")
                    .build();

    @Test
    @DisplayName("an exact path wins over a variable one")
    void found() {
        assertThat(routes.find("GET", "/")).isEqualTo(new Match.Found<>("home", "/", null));
        assertThat(routes.find("POST", "/account"))
                .isEqualTo(new Match.Found<>("change", "/account", null));
        assertThat(routes.find("GET", "/rules/all"))
                .isEqualTo(new Match.Found<>("rules", "/rules/all", null));
        assertThat(routes.find("GET", "/rules/pkce.verifier-matches"))
                .isEqualTo(new Match.Found<>("rule", "/rules/{id}", "pkce.verifier-matches"));
        assertThat(routes.find("DELETE", "/a/b/x%2Fy+z"))
                .isEqualTo(new Match.Found<>("deep", "/a/b/{c}", "x%2Fy+z"))
                .extracting(found -> ((Match.Found<String>) found).variable())
                .isEqualTo("x/y+z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "account",
                "/accoun",
                "/account/",
                "/rules/",
                "/rules",
                "/rules/a/b",
                "//account",
                "/a/b",
                "/rules/{id}/x",
                "/./account",
                "/ACCOUNT",
                "/%61ccount"
            })
    @DisplayName("a path is not bent until it fits")
    void notFound(String path) {
        assertThat(routes.find("GET", path)).isEqualTo(new Match.NotFound<>());
    }

    @Test
    @DisplayName(
            "RFC 9110 §9.3.2 HEAD follows GET; §15.5.6 another method is told which are allowed")
    void methods() {
        assertThat(routes.find("HEAD", "/account"))
                .isEqualTo(new Match.Found<>("account", "/account", null));
        assertThat(routes.find("HEAD", "/a/b/c")).isInstanceOf(Match.WrongMethod.class);

        assertThat(routes.find("GET", "/authorize"))
                .isEqualTo(new Match.Found<>("code", "/authorize", null));
        assertThat(routes.find("HEAD", "/authorize"))
                .as("where GET changes something")
                .isEqualTo(new Match.WrongMethod<>("/authorize", List.of("GET", "OPTIONS")));

        Match<String> wrong = routes.find("PUT", "/account");
        assertThat(wrong).isInstanceOf(Match.WrongMethod.class);
        Response refused = ((Match.WrongMethod<String>) wrong).response("PUT");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).contains("GET, HEAD, POST, OPTIONS");

        Response options = ((Match.WrongMethod<String>) wrong).response("OPTIONS");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).contains("GET, HEAD, POST, OPTIONS");
    }

    @Test
    @DisplayName("a broken escape in a variable is the sender's fault")
    void brokenVariable() {
        for (String path : new String[] {"/rules/%zz", "/rules/%ff"}) {
            var found = (Match.Found<String>) routes.find("GET", path);
            assertThatThrownBy(found::variable).isInstanceOf(HttpError.class);
        }
    }

    @Test
    @DisplayName("what cannot be told apart cannot be mounted")
    void conflicts() {
        var builder = Routes.<String>builder().get("/a/{x}", "one");
        assertThatThrownBy(() -> builder.get("/a/{x}", "two")).hasMessageContaining("taken");
        assertThatThrownBy(() -> builder.get("/a/{y}", "two").build())
                .hasMessageContaining("cannot both be mounted");
        for (String path : new String[] {"", "a", "/{x}/b", "/a{x}", "{x}"}) {
            assertThatThrownBy(() -> Routes.<String>builder().get(path, "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Routes.<String>builder().add("HEAD", "/", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
