package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The guide's payment (docs/guide/connect/details.md)")
class DetailsGuideTest {

    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DETAILS =
            Pattern.compile("authorization_details=(\\[.*?\\])'", Pattern.DOTALL);

    @Test
    @DisplayName("works as it is written: declared, registered, pushed, read and granted")
    void asWritten() throws IOException {
        String guide = Files.readString(Path.of("../docs/guide/connect/details.md"));
        Matcher blocks = JSON.matcher(guide);
        assertThat(blocks.find()).isTrue();
        Map<String, Object> api = Json.object(blocks.group(1));
        assertThat(blocks.find()).isTrue();
        Map<String, Object> shop = Json.object(blocks.group(1));
        Matcher details = DETAILS.matcher(guide);
        assertThat(details.find()).isTrue();

        try (TestServer server = TestServer.start()) {
            server.api(api);
            App app = server.app(shop);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            App.Request request =
                    app.request()
                            .with("redirect_uri", "https://shop.example/callback")
                            .with("authorization_details", details.group(1));
            Answer page =
                    alice.get(app.pushed(app.push(request).expectsStatus(201).text("request_uri")));
            assertThat(page.body())
                    .contains("Merchant A", "123.50", "<dt>Steps</dt> <dd>initiate, status</dd>");
            Map<String, Object> form = app.exchange(App.code(alice.allow(page)));
            form.put("redirect_uri", "https://shop.example/callback");
            assertThat(app.token(form).expectsStatus(200).json().get("authorization_details"))
                    .isEqualTo(Json.list(details.group(1)));
        }
    }
}
