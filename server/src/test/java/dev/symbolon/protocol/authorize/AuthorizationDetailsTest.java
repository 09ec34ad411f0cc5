package dev.symbolon.protocol.authorize;

import static dev.symbolon.testing.PaymentApi.details;
import static dev.symbolon.testing.PaymentApi.information;
import static dev.symbolon.testing.PaymentApi.payment;
import static dev.symbolon.testing.PaymentApi.with;
import static dev.symbolon.testing.PaymentApi.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.PaymentApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9396 §2, §3, §7, §9: details asked for, allowed and carried")
class AuthorizationDetailsTest {

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

    private static Answer silently(App.Request request) {
        return alice.get(request.with("prompt", "none").uri());
    }

    @Test
    @DisplayName("details that a person allowed are in the answer, in the JWT and in introspection")
    void carried() {
        Answer consent = alice.get(asking(app, details(payment())).uri());
        Answer tokens = app.redeem(App.code(alice.allow(consent))).expectsStatus(200);

        assertThat(tokens.json().get("authorization_details")).isEqualTo(List.of(payment()));
        Map<String, Object> claims = App.claims(tokens.text("access_token"));
        assertThat(claims.get("authorization_details")).isEqualTo(List.of(payment()));
        assertThat(claims.get("aud"))
                .isEqualTo(List.of(PaymentApi.PAYMENTS, server.issuer().toString()));
        assertThat(app.introspect(tokens.text("access_token")).json())
                .containsEntry("authorization_details", List.of(payment()));
    }

    @Test
    @DisplayName("an opaque token's details are told to the API it is for, and no other's (§9.2)")
    void opaque() {
        App desk = server.machine();
        for (String name : List.of("desk", "vault")) {
            Map<String, Object> api =
                    PaymentApi.api(
                            "https://" + name + ".example",
                            name,
                            Map.of(
                                    name + "_entry",
                                    Map.of(
                                            "description",
                                            "Enter the " + name,
                                            "schema",
                                            Map.of("type", "object"))));
            api.put("token_format", "opaque");
            api.put("introspected_by", name.equals("desk") ? List.of(desk.clientId()) : List.of());
            server.api(api);
        }
        App visitor =
                PaymentApi.app(
                        server,
                        Map.of(
                                "authorization_details_types",
                                List.of("desk_entry", "vault_entry")));
        String both = details(Map.of("type", "desk_entry"), Map.of("type", "vault_entry"));
        String token =
                visitor.redeem(App.code(alice.allow(alice.get(asking(visitor, both).uri()))))
                        .text("access_token");

        assertThat(token).startsWith("sym_");
        assertThat(desk.introspect(token).json())
                .containsEntry("authorization_details", List.of(Map.of("type", "desk_entry")));
        assertThat((List<?>) visitor.introspect(token).json().get("authorization_details"))
                .hasSize(2);
    }

    @Test
    @DisplayName("the consent page says in plain words what would be allowed (§3.1)")
    void plainWords() {
        String page = alice.get(asking(app, details(payment())).uri()).body();

        assertThat(page)
                .contains("At The payments")
                .contains(
                        "Pay <strong class=\"value\">EUR</strong> <strong"
                                + " class=\"value\">123.50</strong> to <strong"
                                + " class=\"value\">Merchant A</strong>");
        String german =
                server.browser()
                        .sending("Accept-Language", "de")
                        .signedIn("bob", TestServer.PASSWORD)
                        .get(asking(app, details(payment())).uri())
                        .body();
        assertThat(german).contains("</strong> zahlen", "<dt>Verwendungszweck</dt>");
    }

    @Test
    @DisplayName("what the sentence leaves out is told field by field: nothing stays unsaid")
    void rest() {
        String page = alice.get(asking(app, details(payment())).uri()).body();

        assertThat(page)
                .contains("<dt>actions</dt> <dd>initiate, status, cancel</dd>")
                .contains("<dt>Account › IBAN</dt> <dd>DE02100100109307118603</dd>")
                .contains("<dt>Reference</dt> <dd>Ref Number Merchant</dd>")
                .doesNotContain("<dt>creditorName</dt>");
    }

    @Test
    @DisplayName("details and scope are asked for together, in one question (§3.1)")
    void merged() {
        Answer page =
                alice.get(
                        asking(app, details(payment(), information("read_balances")))
                                .with("scope", "openid accounts:name")
                                .uri());
        Answer tokens = app.redeem(App.code(alice.allow(page)));

        assertThat(page.body())
                .containsOnlyOnce("At The accounts")
                .contains("See the names of your accounts", "Look into your bank accounts: ");
        assertThat(App.claims(tokens.text("access_token")).get("aud"))
                .isEqualTo(
                        List.of(
                                PaymentApi.ACCOUNTS,
                                PaymentApi.PAYMENTS,
                                server.issuer().toString()));
    }

    @Test
    @DisplayName("what an app filled in is text, whatever it says (§12)")
    void injection() {
        Map<String, Object> hostile = with(payment(), "creditorName", "<b onload=x>{creditorName}");
        String page = alice.get(asking(app, details(hostile)).uri()).body();

        assertThat(page)
                .contains("<strong class=\"value\">&lt;b onload=x&gt;{creditorName}</strong>")
                .doesNotContain("<b onload");
    }

    @Test
    @DisplayName("the same details are not asked for again; others are, one letter apart")
    void remembered() {
        App fresh = PaymentApi.app(server, Map.of());
        Map<String, Object> asked = with(information("read_balances"), "days", 30);
        alice.allow(alice.get(asking(fresh, details(asked)).uri()));

        Map<String, Object> reordered = without(asked, "actions");
        reordered.put("actions", List.of("read_balances"));
        assertThat(App.code(silently(asking(fresh, details(reordered))))).isNotEmpty();
        for (Map<String, Object> other :
                List.of(
                        with(asked, "days", 31),
                        without(asked, "days"),
                        with(asked, "locations", List.of(PaymentApi.ACCOUNTS)),
                        information("read_transactions"))) {
            assertThat(silently(asking(fresh, details(other))).sent().first("error"))
                    .contains("consent_required");
        }
        Answer more = alice.get(asking(fresh, details(asked, with(asked, "days", 31))).uri());
        assertThat(more.body()).containsOnlyOnce("<span class=\"new\">new</span>");
    }

    @Test
    @DisplayName("what happens once is asked for each time, also by an app of the house")
    void eachTime() {
        for (boolean firstParty : List.of(false, true)) {
            App fresh = PaymentApi.app(server, Map.of("first_party", firstParty));
            App.Request request = asking(fresh, details(payment()));
            alice.allow(alice.get(request.uri()));

            assertThat(alice.get(request.uri()).body()).contains("Merchant A");
            assertThat(silently(request).sent().first("error")).contains("consent_required");
        }
        App house = PaymentApi.app(server, Map.of("first_party", true));
        assertThat(App.code(silently(asking(house, details(information("list_accounts"))))))
                .isNotEmpty();
    }

    @Test
    @DisplayName("consent to details opens nothing else at the API")
    void detailsOnly() {
        App fresh = PaymentApi.app(server, Map.of());
        alice.allow(alice.get(asking(fresh, details(payment())).uri()));

        assertThat(silently(fresh.request().with("resource", PaymentApi.PAYMENTS)).sent())
                .satisfies(sent -> assertThat(sent.first("error")).contains("consent_required"));
    }

    @Test
    @DisplayName("the account page lists what is remembered and what goes on, and takes it back")
    void accountPage() {
        App fresh = PaymentApi.app(server, Map.of("client_name", "The bookkeeper"));
        Browser bob = server.browser().signedIn("bob", TestServer.PASSWORD);
        App.Request request =
                asking(fresh, details(payment(), information("read_balances")))
                        .with("scope", "openid offline_access");
        Answer tokens = fresh.redeem(App.code(bob.allow(bob.get(request.uri()))));

        Answer page = bob.get("/account");
        assertThat(page.body())
                .containsOnlyOnce("<strong class=\"value\">Merchant A</strong>")
                .containsOnlyOnce("Look into your bank accounts");
        int app = page.body().indexOf("name=\"app\"");
        String form = page.body().substring(page.body().lastIndexOf("<form", app));
        Answer.Form disconnect =
                new Answer(page.asked(), 200, Map.of(), form).form().with("action", "disconnect");
        bob.submit(disconnect);

        assertThat(bob.get("/account").body()).doesNotContain("Merchant A", "bookkeeper");
        fresh.refresh(tokens.text("refresh_token")).expectsError("invalid_grant");
    }

    @Test
    @DisplayName("sent twice it is refused as any other parameter; empty it was not sent")
    void once() {
        String uri = asking(app, details(payment())).uri().toString();
        Answer twice = alice.get(java.net.URI.create(uri + "&authorization_details=%5B%5D"));
        assertThat(twice.sent().first("error")).contains("invalid_request");

        App fresh = PaymentApi.app(server, Map.of());
        for (String nothing : List.of("", "[]")) {
            Answer answer = alice.get(asking(fresh, nothing).uri());
            Answer tokens =
                    fresh.redeem(App.code(answer.status() == 200 ? alice.allow(answer) : answer));
            assertThat(tokens.json()).doesNotContainKey("authorization_details");
        }
    }

    @Test
    @DisplayName("where several APIs declare a type, locations say which are meant (§2.2)")
    void locations() {
        List<String> branches = List.of("https://north.example", "https://south.example");
        for (String branch : branches) {
            server.api(
                    PaymentApi.api(
                            branch,
                            branch.substring(8, 13),
                            Map.of(
                                    "visit",
                                    Map.of(
                                            "description",
                                            "Visit the branch",
                                            "schema",
                                            Map.of("type", "object")))));
        }
        App visitor =
                PaymentApi.app(server, Map.of("authorization_details_types", List.of("visit")));
        Map<String, Object> visit = Map.of("type", "visit");
        assertThat(alice.get(asking(visitor, details(visit)).uri()).sent().first("error_uri"))
                .hasValueSatisfying(uri -> assertThat(uri).endsWith("/rules/details.location"));

        Map<String, Object> north = with(visit, "locations", branches.subList(0, 1));
        Answer page = alice.get(asking(visitor, details(north)).uri());
        assertThat(page.body()).contains("At north").doesNotContain("At south");
        assertThat(App.claims(visitor.redeem(App.code(alice.allow(page))).text("access_token")))
                .containsEntry("aud", List.of(branches.getFirst(), server.issuer().toString()));

        Answer both = alice.get(asking(visitor, details(with(visit, "locations", branches))).uri());
        assertThat(both.body()).contains("At north", "At south");
    }

    @Test
    @DisplayName("resource has no part in it: details bring their own APIs (§3.2)")
    void resource() {
        App fresh = PaymentApi.app(server, Map.of());
        App.Request request = asking(fresh, details(payment())).with("resource", TestServer.API);
        String code = App.code(alice.allow(alice.get(request.uri())));
        Map<String, Object> form = fresh.exchange(code);
        form.put("resource", PaymentApi.PAYMENTS);
        Answer tokens = fresh.token(form).expectsStatus(200);

        assertThat(App.claims(tokens.text("access_token")).get("aud"))
                .isEqualTo(List.of(PaymentApi.PAYMENTS, server.issuer().toString()));
        assertThat(tokens.json()).containsKey("authorization_details");
    }
}
