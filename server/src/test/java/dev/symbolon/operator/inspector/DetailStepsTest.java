package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.PaymentApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9396 §13: the inspector keeps the shape of details, and no values")
class DetailStepsTest {

    private static final List<String> VALUES =
            List.of("Merchant A", "123.50", "DE02100100109307118603", "Ref Number Merchant");

    @Test
    @DisplayName("neither of requests nor of answers, tokens and refusals")
    void noValues() throws InterruptedException {
        try (TestServer server = TestServer.start()) {
            PaymentApi.at(server);
            server.administrator("root");
            App app = PaymentApi.app(server, Map.of());
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            String details = PaymentApi.details(PaymentApi.payment());
            App.Request request = app.request().with("authorization_details", details);
            Answer page =
                    alice.get(app.pushed(app.push(request).expectsStatus(201).text("request_uri")));
            Answer tokens = app.redeem(App.code(alice.allow(page))).expectsStatus(200);
            app.introspect(tokens.text("access_token"));
            app.push(request.with("authorization_details", details.replace("EUR", "Merchant A")))
                    .naming("details.field-value");
            app.push(
                            request.with(
                                    "authorization_details",
                                    details.replace("}]", "},DE02100100109307118603]")))
                    .naming("details.array-of-typed");

            String steps = steps(server);
            assertThat(steps)
                    .contains("payment_initiation", "instructedAmount", "creditorAccount")
                    .contains("details.field-value", "details.array-of-typed");
            for (String value : VALUES) {
                assertThat(steps).doesNotContain(value);
            }
        }
    }

    /** All that is kept of all steps, once it is written. */
    private static String steps(TestServer server) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            String kept =
                    String.join(
                            "\n",
                            server.database()
                                    .list(
                                            "SELECT content FROM flow_step",
                                            row -> row.text("content")));
            if (kept.contains("details.array-of-typed")) {
                return kept;
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        throw new AssertionError("the last step was not kept");
    }
}
