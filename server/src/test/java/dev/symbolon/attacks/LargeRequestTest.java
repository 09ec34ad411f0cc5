package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Authorization requests that are as large as a body may be")
class LargeRequestTest {

    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_000, 20_000})
    @DisplayName("a state of thousands of letters is refused, or comes back as it was sent")
    void state(int letters) {
        try (TestServer server = TestServer.start()) {
            App app = server.confidentialApp();
            String state = "€".repeat(letters);
            Map<String, Object> request = new LinkedHashMap<>(app.request().parameters());
            request.remove("state");
            // Not encoded: three bytes each, which become nine where they are kept.
            String form = Http.encode(request) + "&state=" + state;
            Browser alice = server.browser();
            URI endpoint = URI.create(server.issuer() + "/oauth/authorize");
            Answer answer = alice.step("POST", endpoint, form);
            if (answer.status() == 303 && answer.location().toString().startsWith(App.CALLBACK)) {
                assertThat(answer.sent().first("error")).contains("invalid_request");
                return;
            }
            answer = answer.status() == 303 ? alice.get(answer.location()) : answer;
            assertThat(answer.status()).isLessThan(500);
            if (answer.status() == 200) {
                Answer signedIn = alice.signIn(answer, "alice", TestServer.PASSWORD);
                assertThat(signedIn.status()).isLessThan(500);
                if (signedIn.status() == 200) {
                    assertThat(alice.allow(signedIn).sent().first("state")).contains(state);
                }
            }
        }
    }
}
