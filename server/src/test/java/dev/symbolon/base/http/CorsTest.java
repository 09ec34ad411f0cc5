package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Fetch §3.2 scripts of other origins")
class CorsTest {

    private static Request request(String method, String... headers) {
        Map<String, List<String>> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], List.of(headers[i + 1]));
        }
        return new Request(method, "https", "op", "/", "", map, "::1", new byte[0]);
    }

    private final Request preflight =
            request("OPTIONS", "origin", "https://app", "access-control-request-method", "POST");

    @Test
    @DisplayName("an API answers the preflight with its methods and headers, never credentials")
    void preflight() {
        assertThat(Cors.API.isPreflight(preflight)).isTrue();
        Response answer = Cors.API.preflight();

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .contains(
                        "Authorization, Content-Type, DPoP, OAuth-Client-Attestation,"
                                + " OAuth-Client-Attestation-PoP");
        assertThat(answer.header("Access-Control-Allow-Methods").orElse("")).contains("POST");
        assertThat(answer.header("Access-Control-Max-Age")).contains("86400");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    @DisplayName("a plain OPTIONS is no preflight")
    void plainOptions() {
        assertThat(Cors.API.isPreflight(request("OPTIONS"))).isFalse();
        assertThat(Cors.API.isPreflight(request("OPTIONS", "origin", "https://app"))).isFalse();
        assertThat(Cors.API.isPreflight(request("POST", "origin", "https://app"))).isFalse();
    }

    @Test
    @DisplayName("answers are marked for those who say where they come from")
    void answers() {
        Request fromApp = request("POST", "origin", "https://app");
        Response plain = Response.text(401, "no");

        assertThat(Cors.API.allow(fromApp, plain).header("Access-Control-Allow-Origin"))
                .contains("*");
        assertThat(
                        Cors.API
                                .allow(fromApp, plain)
                                .header("Access-Control-Expose-Headers")
                                .orElse(""))
                .contains("WWW-Authenticate");
        assertThat(Cors.PUBLIC.allow(fromApp, plain).header("Access-Control-Allow-Origin"))
                .contains("*");
        assertThat(Cors.API.allow(request("POST"), plain)).isSameAs(plain);
    }

    @Test
    @DisplayName("pages and the authorization endpoint stay closed")
    void closed() {
        Response plain = Response.text(200, "page");
        assertThat(Cors.NONE.isPreflight(preflight)).isFalse();
        assertThat(Cors.NONE.allow(preflight, plain)).isSameAs(plain);
    }
}
