package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.ExchangeSite.exchange;
import static dev.symbolon.protocol.token.ExchangeSite.type;
import static dev.symbolon.protocol.token.ExchangeSite.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ID-JAG: cross-app access, issued and accepted")
class IdJagTest {

    private static final String CHAT = "https://chat.example";
    private static final String INVALID_REQUEST = "invalid_request";

    private static ExchangeSite site;
    private static AssertionSite receiving;
    private static App app;

    @BeforeAll
    static void start() {
        site = new ExchangeSite();
        receiving = new AssertionSite();
        app = app(Map.of());
    }

    @AfterAll
    static void stop() {
        site.close();
        receiving.close();
    }

    private static App app(Map<String, ?> metadata) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "grant_types",
                List.of(
                        "authorization_code",
                        "refresh_token",
                        "urn:ietf:params:oauth:grant-type:token-exchange"));
        all.put("scope", "openid email desk:read desk:write store:read chat.read");
        all.put("id_jag_clients", Map.of(CHAT, "wiki-at-chat"));
        all.put("token_exchange_targets", List.of("https://api.chat.example"));
        all.putAll(metadata);
        return site.person(all);
    }

    private static Map<String, Object> form(String idToken) {
        Map<String, Object> form = exchange(idToken);
        form.put("subject_token_type", type("id_token"));
        form.put("requested_token_type", type("id-jag"));
        form.put("audience", CHAT);
        form.put("scope", "chat.read");
        form.put("resource", "https://api.chat.example");
        return form;
    }

    private static void refused(String name, @Nullable Object value, String error, String rule) {
        String idToken = site.tokens(app).text("id_token");
        app.token(with(form(idToken), name, value)).expectsError(error).naming(rule);
    }

    @Test
    @DisplayName("Core §8 an app with pairwise subjects speaks of whom it knows")
    void pairwise() {
        App pairwise = app(Map.of("subject_type", "pairwise"));
        Answer tokens = site.tokens(pairwise);
        Object sub = App.claims(tokens.text("id_token")).get("sub");
        Map<String, Object> other = form(tokens.text("refresh_token"));
        other.put("subject_token_type", type("refresh_token"));
        for (Map<String, Object> form : List.of(form(tokens.text("id_token")), other)) {
            Answer answer = pairwise.token(form).expectsStatus(200);
            assertThat(App.claims(answer.text("access_token")))
                    .containsEntry("sub", sub)
                    .containsEntry("email", "alice@example.com");
        }
    }

    @Test
    @DisplayName(
            "an ID token gives a grant for the other server, which is no access token (§4.3.3)")
    void issued() {
        String idToken = site.tokens(app).text("id_token");
        Answer answer = app.token(form(idToken)).expectsStatus(200);

        assertThat(answer.json())
                .containsEntry("issued_token_type", type("id-jag"))
                .containsEntry("token_type", "N_A")
                .containsEntry("expires_in", 300)
                .containsEntry("scope", "chat.read")
                .doesNotContainKey("refresh_token");
        String jag = answer.text("access_token");
        assertThat(CompactJws.parse(jag).orElseThrow().typ()).contains("oauth-id-jag+jwt");
        assertThat(App.claims(jag))
                .containsEntry("iss", site.server().origin())
                .containsEntry("sub", App.claims(idToken).get("sub"))
                .containsEntry("aud", CHAT)
                .containsEntry("client_id", "wiki-at-chat")
                .containsEntry("resource", "https://api.chat.example")
                .containsEntry("scope", "chat.read")
                .containsEntry("email", "alice@example.com")
                .containsKeys("jti", "iat", "exp", "auth_time", "acr", "amr");
        assertThat(app.introspect(jag).json()).containsEntry("active", false);
        assertThat(app.userinfo(jag).status()).isEqualTo(401);
        assertThat(
                        Http.get(
                                        URI.create(
                                                site.server().issuer()
                                                        + "/oauth/logout?id_token_hint="
                                                        + jag),
                                        Map.of())
                                .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("a refresh token will do, and is not used up (§4.3)")
    void refreshToken() {
        Answer tokens = site.tokens(app);
        Map<String, Object> form = form(tokens.text("refresh_token"));
        form.put("subject_token_type", type("refresh_token"));

        assertThat(App.claims(app.token(form).expectsStatus(200).text("access_token")))
                .containsEntry("aud", CHAT)
                .containsKeys("auth_time", "acr", "amr");
        app.refresh(tokens.text("refresh_token")).expectsStatus(200);
        app.token(form).expectsError(INVALID_REQUEST).naming("id-jag.subject-valid");
    }

    @Test
    @DisplayName("policy says for which server, which APIs and which scopes (§4.3.2)")
    void policy() {
        refused("audience", "https://mail.example", "invalid_target", "id-jag.audience");
        refused("audience", null, "invalid_target", "id-jag.audience");
        refused("audience", List.of(CHAT, CHAT), "invalid_target", "id-jag.audience");
        refused("audience", site.server().origin(), "invalid_target", "id-jag.audience");
        refused("resource", "https://other.example", "invalid_target", "id-jag.resource");
        refused("scope", "chat.write", "invalid_scope", "id-jag.scope");
        refused("scope", "openid", "invalid_scope", "id-jag.scope");
        refused("actor_token", "x", INVALID_REQUEST, "id-jag.no-actor");
        refused("subject_token", null, INVALID_REQUEST, "token-exchange.subject-present");
        refused("subject_token", "x", INVALID_REQUEST, "id-jag.subject-valid");
        refused("subject_token_type", type("access_token"), INVALID_REQUEST, "id-jag.subject-type");
    }

    @Test
    @DisplayName("an ID token of another client is refused (§4.3.2)")
    void otherClient() {
        Answer tokens = site.tokens();
        app.token(form(tokens.text("id_token")))
                .expectsError(INVALID_REQUEST)
                .naming("id-jag.subject-of-client");
        app.token(
                        with(
                                form(tokens.text("refresh_token")),
                                "subject_token_type",
                                type("refresh_token")))
                .expectsError(INVALID_REQUEST)
                .naming("id-jag.subject-of-client");
    }

    @Test
    @DisplayName("an expired ID token, and one whose person went on, give nothing (§4.3.2)")
    void over() {
        App leaving = app(Map.of());
        Answer tokens = site.tokens(leaving);
        leaving.revoke(tokens.text("refresh_token")).expectsStatus(200);
        leaving.token(form(tokens.text("id_token")))
                .expectsError(INVALID_REQUEST)
                .naming("id-jag.connected");
        leaving.token(
                        with(
                                form(tokens.text("refresh_token")),
                                "subject_token_type",
                                type("refresh_token")))
                .expectsError(INVALID_REQUEST)
                .naming("id-jag.connected");

        String idToken = site.tokens(app).text("id_token");
        site.server().clock().advance(Duration.ofHours(1));
        app.token(form(idToken)).expectsError(INVALID_REQUEST).naming("id-jag.subject-valid");
    }

    @Test
    @DisplayName("what is asked for with a key is bound to it")
    void bound() {
        DpopKey key = site.key();
        Answer answer =
                app.sending(
                                "DPoP",
                                key.proof("POST", site.server().issuer() + "/oauth/token").signed())
                        .token(form(site.tokens(app).text("id_token")))
                        .expectsStatus(200);
        assertThat(App.claims(answer.text("access_token")))
                .containsEntry("cnf", Map.of("jkt", key.thumbprint()));
    }

    @Test
    @DisplayName("the receiving server gives a token within what the ID-JAG says (§4.4)")
    void accepted() {
        Map<String, Object> claims =
                receiving.idJag(Map.of("scope", "api:read api:write", "resource", TestServer.API));
        Answer answer =
                receiving
                        .present(receiving.idp().signed("oauth-id-jag+jwt", claims))
                        .expectsStatus(200);

        assertThat(App.claims(answer.text("access_token")))
                .containsEntry("aud", TestServer.API)
                .containsEntry("scope", "api:read");
        assertThat(answer.json()).doesNotContainKey("refresh_token");
    }

    @Test
    @DisplayName(
            "it takes none of another client, for another API or audience, or undated (§4.4.1)")
    void notAccepted() {
        notAccepted(Map.of("client_id", "spa"), "assertion.client-id");
        notAccepted(Map.of("client_id", 1), "assertion.client-id");
        notAccepted(Map.of("iat", "now"), "assertion.times");
        notAccepted(
                Map.of("aud", receiving.server().origin() + "/oauth/token"), "assertion.audience");
        Map<String, Object> form =
                AssertionSite.form(
                        receiving
                                .idp()
                                .signed(
                                        "oauth-id-jag+jwt",
                                        receiving.idJag(Map.of("resource", TestServer.API))));
        form.put("resource", "https://other.example");
        receiving.wiki().token(form).expectsError("invalid_target").naming("assertion.resource");
    }

    private static void notAccepted(Map<String, Object> claims, String rule) {
        receiving
                .present(receiving.idp().signed("oauth-id-jag+jwt", receiving.idJag(claims)))
                .expectsError("invalid_grant")
                .naming(rule);
    }

    @Test
    @DisplayName("two servers of ours: signed in at one, at work at the API of the other")
    void wholeWay() {
        String jwks = Http.get(URI.create(site.server().issuer() + "/oauth/jwks"), Map.of()).body();
        Map<String, Object> trust =
                Map.of(
                        "jwks",
                        Json.object(jwks),
                        "clients",
                        List.of("wiki"),
                        "scope",
                        "api:read",
                        "accounts",
                        "email");
        try (TestServer chat =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of(
                                "assertions.trusted-issuers",
                                Json.text(Map.of(site.server().origin(), trust))))) {
            Duration behind =
                    Duration.between(chat.clock().instant(), site.server().clock().instant());
            if (behind.isPositive()) {
                chat.clock().advance(behind);
            }
            App there =
                    chat.app(
                            Map.of(
                                    "client_id", "wiki",
                                    "grant_types",
                                            List.of("urn:ietf:params:oauth:grant-type:jwt-bearer"),
                                    "response_types", List.of(),
                                    "redirect_uris", List.of(),
                                    "post_logout_redirect_uris", List.of(),
                                    "scope", "api:read"));
            App here =
                    app(
                            Map.of(
                                    "scope",
                                            "openid email desk:read desk:write store:read api:read",
                                    "id_jag_clients", Map.of(chat.origin(), "wiki"),
                                    "token_exchange_targets", List.of(TestServer.API)));
            Map<String, Object> form = form(site.tokens(here).text("id_token"));
            form.put("audience", chat.origin());
            form.put("resource", TestServer.API);
            form.put("scope", "api:read");

            String jag = here.token(form).expectsStatus(200).text("access_token");
            Answer answer = there.token(AssertionSite.form(jag)).expectsStatus(200);

            assertThat(App.claims(answer.text("access_token")))
                    .containsEntry("iss", chat.origin())
                    .containsEntry("aud", TestServer.API)
                    .containsEntry("scope", "api:read");
        }
    }
}
