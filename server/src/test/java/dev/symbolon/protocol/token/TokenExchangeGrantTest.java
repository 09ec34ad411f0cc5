package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.ExchangeSite.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.DpopKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8693 token exchange")
class TokenExchangeGrantTest {

    private static final String INVALID_REQUEST = "invalid_request";

    private static ExchangeSite site;
    private static App service;

    @BeforeAll
    static void start() {
        site = new ExchangeSite();
        service = site.service();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static String token() {
        return site.tokens().text("access_token");
    }

    private static Map<String, Object> claims(Answer answer) {
        return App.claims(answer.expectsStatus(200).text("access_token"));
    }

    @Test
    @DisplayName("the answer says which type of token it is, and holds no refresh token (§2.2.1)")
    void answer() {
        String subject = token();
        Answer answer = service.token(exchange(subject)).expectsStatus(200);

        assertThat(answer.json())
                .containsEntry("issued_token_type", ACCESS_TOKEN)
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "store:read")
                .doesNotContainKeys("refresh_token", "id_token");
        assertThat(App.claims(answer.text("access_token")))
                .containsEntry("sub", App.claims(subject).get("sub"))
                .containsEntry("client_id", service.clientId())
                .containsEntry("aud", STORE)
                .containsEntry("acr", App.claims(subject).get("acr"))
                .containsEntry("auth_time", App.claims(subject).get("auth_time"))
                .containsEntry("act", Map.of("sub", service.clientId()));
        assertThat(service.introspect(answer.text("access_token")).json())
                .containsEntry("active", true)
                .containsEntry("act", Map.of("sub", service.clientId()));
    }

    @Test
    @DisplayName("Core §8 what an app with pairwise subjects passes on is about the same person")
    void pairwise() {
        Object account = App.claims(token()).get("sub");
        App app = site.person(Map.of("subject_type", "pairwise"));
        App passing = site.service(Map.of("token_exchange_subjects", List.of(app.clientId())));
        site.stands(DESK, "desk", passing, "jwt");
        String subject = site.tokens(app).text("access_token");
        assertThat(App.claims(subject).get("sub")).isNotEqualTo(account);
        assertThat(claims(passing.token(exchange(subject)))).containsEntry("sub", account);
        site.stands(DESK, "desk", service, "jwt");
    }

    @Test
    @DisplayName("a token type jwt is a signed access token, asked for and presented (§3)")
    void jwt() {
        Map<String, Object> form = with(exchange(token()), "requested_token_type", type("jwt"));
        assertThat(service.token(with(form, "subject_token_type", type("jwt"))).json())
                .containsEntry("issued_token_type", type("jwt"));
    }

    @Test
    @DisplayName("an API that reads opaque tokens gets one; as jwt there is none for it (§2.1)")
    void opaque() {
        App app = site.person(Map.of("scope", "openid vault:read"));
        App bridge =
                site.service(
                        Map.of(
                                "scope", "vault:read",
                                "token_exchange_subjects", List.of(app.clientId()),
                                "token_exchange_targets", List.of("https://vault.example")));
        site.stands("https://vault.example", "vault", bridge, "opaque");
        Answer asked = site.alice().get(app.request().with("scope", "openid vault:read").uri());
        String subject = app.redeem(App.code(site.alice().allow(asked))).text("access_token");

        Answer answer = bridge.token(exchange(subject)).expectsStatus(200);
        assertThat(answer.text("access_token")).startsWith("sym_");
        assertThat(bridge.introspect(answer.text("access_token")).json())
                .containsEntry("act", Map.of("sub", bridge.clientId()));
        bridge.token(with(exchange(subject), "requested_token_type", type("jwt")))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.requested-type");
        bridge.token(with(exchange(subject), "subject_token_type", type("jwt")))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.subject-valid");
    }

    @Test
    @DisplayName("scope narrows to what the subject token has at the API, and the client may have")
    void scope() {
        String subject = token();

        assertThat(claims(service.token(with(exchange(subject), "scope", "store:read"))))
                .containsEntry("scope", "store:read");
        service.token(with(exchange(subject), "scope", "store:write"))
                .expectsError("invalid_scope")
                .naming("token-exchange.scope-granted");
        service.token(with(exchange(subject), "scope", "openid"))
                .expectsError("invalid_scope")
                .naming("token-exchange.scope-granted");
        App less = site.service(Map.of("scope", "desk:read"));
        site.stands(STORE, "store", less, "jwt");
        less.token(with(exchange(subject), "scope", "store:read"))
                .expectsError("invalid_scope")
                .naming("token-exchange.scope-of-client");
        assertThat(claims(less.token(exchange(subject)))).doesNotContainKey("scope");
        site.stands(STORE, "store", service, "jwt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience"})
    @DisplayName("a target must be one of the subject token's, and of the policy (§2.2.2)")
    void target(String parameter) {
        String subject = token();

        assertThat(claims(service.token(with(exchange(subject), parameter, STORE))))
                .containsEntry("aud", STORE);
        service.token(with(exchange(subject), parameter, List.of(STORE, DESK)))
                .expectsError("invalid_target")
                .naming("token-exchange.target-allowed");
        service.token(with(exchange(subject), parameter, "https://api.example"))
                .expectsError("invalid_target")
                .naming("token-exchange.target-granted");
        service.token(with(exchange(subject), parameter, site.server().origin()))
                .expectsError("invalid_target")
                .naming("token-exchange.target-allowed");
    }

    @Test
    @DisplayName("an app that narrowed its token before has not handed on the rest")
    void narrowed() {
        Answer tokens = site.tokens();
        String narrowed =
                site.app()
                        .token(
                                Map.of(
                                        "grant_type",
                                        "refresh_token",
                                        "refresh_token",
                                        tokens.text("refresh_token"),
                                        "resource",
                                        DESK,
                                        "scope",
                                        "desk:read"))
                        .text("access_token");

        service.token(with(exchange(narrowed), "resource", STORE)).expectsError("invalid_target");
        service.token(exchange(narrowed))
                .expectsError("invalid_target")
                .naming("token-exchange.target-allowed");
    }

    @Test
    @DisplayName("what is issued never outlives the subject token")
    void lifetime() {
        String subject = token();
        site.server().clock().advance(Duration.ofMinutes(7));

        Answer answer = service.token(exchange(subject)).expectsStatus(200);
        assertThat(App.claims(answer.text("access_token")).get("exp"))
                .isEqualTo(App.claims(subject).get("exp"));
        assertThat(answer.json()).containsEntry("expires_in", 180);

        site.server().clock().advance(Duration.ofMinutes(3));
        service.token(exchange(subject))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.subject-valid");
        assertThat(service.introspect(answer.text("access_token")).json())
                .containsEntry("active", false);
    }

    @Test
    @DisplayName("what ends the grant ends what was exchanged, at each hop")
    void grantEnds() {
        Answer tokens = site.tokens();
        Answer once = service.token(exchange(tokens.text("access_token")));
        Answer twice = service.token(exchange(once.text("access_token"))).expectsStatus(200);

        site.app().revoke(tokens.text("refresh_token")).expectsStatus(200);

        for (Answer exchanged : List.of(once, twice)) {
            assertThat(service.introspect(exchanged.text("access_token")).json())
                    .containsEntry("active", false);
        }
        service.token(exchange(tokens.text("access_token"))).expectsError(INVALID_REQUEST);
    }

    @Test
    @DisplayName("a token of a client that the policy does not name is refused (§2.2.2)")
    void policy() {
        App app = site.person(Map.of());
        service.token(exchange(site.tokens(app).text("access_token")))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.subject-of-policy");
    }

    @Test
    @DisplayName("a token that was sent to somebody else is refused: it was picked up on the way")
    void received() {
        App passerby = site.service(Map.of());
        passerby.token(exchange(token()))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.subject-received");
    }

    @Test
    @DisplayName("who is not registered for it does not exchange (RFC 6749 §5.2)")
    void grantType() {
        site.app()
                .token(exchange(token()))
                .expectsError("unauthorized_client")
                .naming("token.grant-type-allowed");
    }

    @Test
    @DisplayName("a service exchanges its own token too, for less")
    void own() {
        String own =
                service.token(
                                Map.of(
                                        "grant_type", "client_credentials",
                                        "scope", "store:read store:write"))
                        .text("access_token");

        assertThat(claims(service.token(with(exchange(own), "scope", "store:read"))))
                .containsEntry("sub", service.clientId())
                .containsEntry("scope", "store:read");
    }

    @Test
    @DisplayName("a token that is bound to a key is not set free by an exchange (RFC 9449 §7.1)")
    void bound() {
        DpopKey key = site.key();
        DpopKey other = site.key();
        String address = site.server().issuer() + "/oauth/token";
        Answer asked = site.alice().get(request(site.app()).uri());
        String bound =
                site.app()
                        .sending("DPoP", key.proof("POST", address).signed())
                        .redeem(App.code(asked))
                        .text("access_token");

        service.token(exchange(bound)).expectsError(INVALID_REQUEST).naming("token-exchange.key");
        service.sending("DPoP", other.proof("POST", address).signed())
                .token(exchange(bound))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.key");
        Answer answer =
                service.sending("DPoP", key.proof("POST", address).signed())
                        .token(exchange(bound))
                        .expectsStatus(200);
        assertThat(answer.json()).containsEntry("token_type", "DPoP");
        assertThat(App.claims(answer.text("access_token")))
                .containsEntry("cnf", Map.of("jkt", key.thumbprint()));
    }

    @Test
    @DisplayName("what is missing or of an unknown type is invalid_request (§2.1)")
    void wrong() {
        Map<String, Object> form = exchange(token());

        service.token(with(form, "subject_token", null))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.subject-present");
        for (@Nullable String type :
                new @Nullable String[] {null, "access_token", type("saml2"), type("id_token")}) {
            service.token(with(form, "subject_token_type", type))
                    .expectsError(INVALID_REQUEST)
                    .naming("token-exchange.subject-type");
        }
        service.token(with(form, "requested_token_type", type("refresh_token")))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.requested-type");
        service.token(with(form, "scope", "a\"b"))
                .expectsError("invalid_scope")
                .naming("token.scope-well-formed");
        service.token(with(form, "subject_token", List.of("a", "b")))
                .expectsError(INVALID_REQUEST)
                .naming("token.parameters-once");
    }

    @Test
    @DisplayName("an ID token, a refresh token and another tenant's token are no access token")
    void otherTokens() {
        Answer tokens = site.tokens();
        for (String token : List.of("id_token", "refresh_token")) {
            service.token(exchange(tokens.text(token)))
                    .expectsError(INVALID_REQUEST)
                    .naming("token-exchange.subject-valid");
        }
    }
}
