package dev.symbolon.base.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Assets")
class AssetsTest {

    private final Assets assets = new Assets();

    @Test
    @DisplayName("are named by their content and kept by browsers for ever (RFC 8246)")
    void immutable() {
        String path = assets.path(Assets.STYLE);
        assertThat(path).matches("/assets/symbolon-[A-Za-z0-9_-]{12}\\.css");
        Response response = serve(path, Map.of());
        assertThat(response.headers())
                .contains(
                        new Response.Header("Content-Type", "text/css; charset=utf-8"),
                        new Response.Header("Cache-Control", "public, max-age=31536000, immutable"),
                        new Response.Header("Vary", "Accept-Encoding"));
    }

    @Test
    @DisplayName("go compressed to browsers that can read it, and are the same then")
    void zipped() throws IOException {
        String path = assets.path(Assets.STYLE);
        Response plain = serve(path, Map.of());
        Response zipped = serve(path, Map.of("accept-encoding", List.of("br, gzip")));
        assertThat(zipped.headers()).contains(new Response.Header("Content-Encoding", "gzip"));
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(plain.body());
        }
    }

    @Test
    @DisplayName("that do not exist are not there, whatever the name")
    void missing() {
        for (String name : List.of("", "symbolon.css", "../messages/messages_en.properties")) {
            assertThat(assets.serve(name, request(Map.of()))).isEmpty();
        }
    }

    @Test
    @DisplayName("style and image hold no foreign address")
    void selfContained() {
        for (String name : List.of(Assets.STYLE, Assets.SUBMIT)) {
            String content =
                    new String(serve(assets.path(name), Map.of()).body(), StandardCharsets.UTF_8);
            assertThat(content).doesNotContain("://").doesNotContain("url(");
        }
    }

    private Response serve(String path, Map<String, List<String>> headers) {
        return assets.serve(path.substring("/assets/".length()), request(headers)).orElseThrow();
    }

    private static Request request(Map<String, List<String>> headers) {
        return new Request(
                "GET", "https", "id.example", "/", "", headers, "127.0.0.1", new byte[0]);
    }
}
