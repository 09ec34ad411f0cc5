package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.PaymentApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Authorization details that hold whatever came to the attacker's mind. */
@Label("Malformed authorization details")
class MalformedDetailsTest {

    private static TestServer server;
    private static Browser alice;
    private static App app;
    private static App machine;

    @BeforeContainer
    static void start() {
        server = TestServer.start();
        PaymentApi.at(server);
        app = PaymentApi.app(server, Map.of());
        machine =
                PaymentApi.app(
                        server,
                        Map.of(
                                "grant_types", List.of("client_credentials"),
                                "response_types", List.of(),
                                "redirect_uris", List.of(),
                                "post_logout_redirect_uris", List.of(),
                                "scope", ""));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> plain =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(100).map(Object.class::cast),
                        Arbitraries.longs().map(Object.class::cast),
                        Arbitraries.doubles().map(Object.class::cast),
                        Arbitraries.<Object>of(
                                "", true, "EUR", "123.50", "initiate", "{creditorName}", "\u202E"));
        return nested(nested(plain)).withoutEdgeCases();
    }

    private Arbitrary<Object> nested(Arbitrary<Object> inner) {
        return Arbitraries.oneOf(
                inner,
                inner.list().ofMaxSize(4).map(Object.class::cast),
                Arbitraries.maps(fields(), inner).ofMaxSize(4).map(Object.class::cast));
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.of(
                        "type",
                        "locations",
                        "actions",
                        "instructedAmount",
                        "currency",
                        "amount",
                        "creditorName",
                        "creditorAccount",
                        "iban",
                        "dpop_jkt",
                        "days",
                        "share",
                        "recurring"));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    @Label("never break the server, and never lead to more than a question")
    void field(
            @ForAll("fields") String field,
            @ForAll("values") Object value,
            @ForAll boolean ofPayments) {
        Map<String, Object> detail =
                new LinkedHashMap<>(
                        ofPayments
                                ? PaymentApi.payment()
                                : PaymentApi.information("list_accounts"));
        detail.put(field, value);
        check(Json.text(List.of(detail)));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    @Label("nor do those of any other form")
    void whole(@ForAll("values") Object details, @ForAll boolean isText) {
        check(isText ? String.valueOf(details) : Json.text(details));
    }

    private static void check(String details) {
        Answer page = alice.get(app.request().with("authorization_details", details).uri());
        assertThat(page.status()).as(details).isLessThan(500);
        if (page.status() == 303) {
            assertThat(page.sent().first("code")).as(details).isEmpty();
        }
        Answer tokens =
                machine.token(
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "authorization_details",
                                details));
        assertThat(tokens.status()).as(details).isLessThan(500);
        if (tokens.status() == 200 && tokens.json().containsKey("authorization_details")) {
            // What is said in the answer and in the token is what was sent, and JSON again.
            assertThat(App.claims(tokens.text("access_token")).get("authorization_details"))
                    .isEqualTo(tokens.json().get("authorization_details"))
                    .isEqualTo(Json.list(details));
        }
    }
}
