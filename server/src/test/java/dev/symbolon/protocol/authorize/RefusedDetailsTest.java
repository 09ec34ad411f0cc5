package dev.symbolon.protocol.authorize;

import static dev.symbolon.testing.PaymentApi.details;
import static dev.symbolon.testing.PaymentApi.information;
import static dev.symbolon.testing.PaymentApi.payment;
import static dev.symbolon.testing.PaymentApi.with;
import static dev.symbolon.testing.PaymentApi.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.PaymentApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("RFC 9396 §5: details that are refused")
class RefusedDetailsTest {

    private static TestServer server;
    private static Browser alice;
    private static App app;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        PaymentApi.at(server);
        app = PaymentApi.app(server, Map.of());
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static App.Request asking(App app, String details) {
        return app.request().with("authorization_details", details);
    }

    static Stream<Arguments> refused() {
        Map<String, Object> payment = payment();
        Map<String, Object> information = information("list_accounts");
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 1; i <= 21; i++) {
            many.add(with(information, "days", i));
        }
        return Stream.of(
                arguments("details.array-of-typed", "no JSON"),
                arguments("details.array-of-typed", "{\"type\":\"account_information\"}"),
                arguments("details.array-of-typed", "[7]"),
                arguments("details.array-of-typed", "[null]"),
                arguments("details.array-of-typed", "[{\"actions\":[]}]"),
                arguments("details.array-of-typed", "[{\"type\":7}]"),
                arguments("details.array-of-typed", "[] []"),
                arguments("details.array-of-typed", "[{\"type\":\"a\",\"type\":\"b\"}]"),
                arguments(
                        "details.limit", details(with(payment, "creditorName", "a".repeat(4000)))),
                arguments("details.limit", details(many.toArray())),
                arguments("details.text", details(with(payment, "creditorName", "A\u202Eb"))),
                arguments("details.text", details(with(payment, "creditorName", "A\nb"))),
                arguments("details.not-repeated", details(payment, payment)),
                arguments("details.type-known", details(Map.of("type", "credit_card"))),
                arguments("details.type-known", details(Map.of("type", "Payment_initiation"))),
                arguments("details.location", details(with(payment, "locations", List.of()))),
                arguments("details.location", details(with(payment, "locations", "x"))),
                arguments("details.location", details(with(payment, "locations", List.of(7)))),
                arguments(
                        "details.location",
                        details(with(payment, "locations", List.of(PaymentApi.ACCOUNTS)))),
                arguments(
                        "details.location",
                        details(with(payment, "locations", List.of("https://other.example")))),
                arguments("details.field-known", details(with(payment, "creditor", "x"))),
                arguments(
                        "details.field-known",
                        details(
                                with(
                                        payment,
                                        "creditorAccount",
                                        Map.of("iban", "DE02100100109307118603", "bic", "X")))),
                arguments("details.field-present", details(without(payment, "creditorName"))),
                arguments(
                        "details.field-present",
                        details(with(payment, "instructedAmount", Map.of("currency", "EUR")))),
                arguments("details.field-type", details(with(payment, "creditorName", 7))),
                arguments(
                        "details.field-type", details(with(payment, "creditorName", List.of("A")))),
                arguments("details.field-type", details(with(payment, "actions", "initiate"))),
                arguments("details.field-type", details(with(payment, "instructedAmount", 1))),
                arguments("details.field-type", details(with(information, "days", 1.5))),
                arguments("details.field-type", details(with(information, "recurring", "yes"))),
                arguments(
                        "details.field-type",
                        "[{\"type\":\"account_information\",\"actions\":null}]"),
                arguments(
                        "details.field-type",
                        "[{\"type\":\"account_information\",\"actions\":[],\"share\":1e400}]"),
                arguments(
                        "details.field-value",
                        "[{\"type\":\"account_information\",\"actions\":[],\"share\":9007199254740992}]"),
                arguments("details.field-value", details(with(information, "days", 91))),
                arguments("details.field-value", details(with(payment, "actions", List.of()))),
                arguments(
                        "details.field-value", details(with(payment, "actions", List.of("steal")))),
                arguments(
                        "details.field-value",
                        details(with(payment, "creditorName", "a".repeat(71)))),
                arguments(
                        "details.field-value",
                        details(
                                with(
                                        payment,
                                        "instructedAmount",
                                        Map.of("currency", "EUR", "amount", "1 and no more")))),
                arguments(
                        "details.field-value",
                        details(
                                with(
                                        payment,
                                        "creditorAccount",
                                        Map.of("iban", "DE02100100109307118604")))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    @DisplayName("what does not conform to its type is invalid_authorization_details (§5)")
    void refused(String rule, String details) {
        Answer answer = alice.get(asking(app, details).uri());

        assertThat(answer.sent().first("error")).contains("invalid_authorization_details");
        assertThat(answer.sent().first("error_uri").orElse("")).endsWith("/rules/" + rule);
    }

    @Test
    @DisplayName("a client asks for the types only that it is registered for (§10)")
    void typeOfClient() {
        App plain = server.confidentialApp();
        Answer answer = alice.get(asking(plain, details(payment())).uri());

        assertThat(answer.sent().first("error")).contains("invalid_authorization_details");
        assertThat(answer.sent().first("error_uri").orElse(""))
                .endsWith("/rules/details.type-of-client");
    }
}
