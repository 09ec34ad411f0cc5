package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.ExchangeSite.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8693 §1.1, §4 who acts for whom")
class DelegationTest {

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
    @DisplayName("an actor token says who acts, and who acted before stays inside (§4.1)")
    void chain() {
        App second = site.service(Map.of("token_exchange_subjects", List.of(service.clientId())));
        site.stands(STORE, "store", second, "jwt");
        String own =
                second.token(Map.of("grant_type", "client_credentials", "scope", "store:read"))
                        .text("access_token");
        Map<String, Object> form =
                with(
                        exchange(service.token(exchange(token())).text("access_token")),
                        "actor_token",
                        own);

        assertThat(claims(second.token(with(form, "actor_token_type", ACCESS_TOKEN))))
                .containsEntry(
                        "act",
                        Map.of("sub", second.clientId(), "act", Map.of("sub", service.clientId())));
        second.token(form).expectsError(INVALID_REQUEST).naming("token-exchange.actor-type");
        second.token(with(form, "actor_token_type", type("id_token")))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.actor-type");
        second.token(with(with(form, "actor_token_type", ACCESS_TOKEN), "actor_token", null))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.actor-type");
        site.stands(STORE, "store", service, "jwt");
    }

    @Test
    @DisplayName("an actor token is the client's own, and nobody acts with it for another (§2.2.2)")
    void actors() {
        String subject = token();
        Map<String, Object> form = with(exchange(subject), "actor_token_type", ACCESS_TOKEN);

        service.token(with(form, "actor_token", "nonsense"))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.actor-valid");
        service.token(with(form, "actor_token", subject))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.actor-of-client");
        String delegated = service.token(exchange(subject)).text("access_token");
        service.token(with(form, "actor_token", delegated))
                .expectsError(INVALID_REQUEST)
                .naming("token-exchange.actor-valid");
    }

    @Test
    @DisplayName("at most five act one for another")
    void longChain() {
        String token = token();
        App last = site.app();
        for (int hop = 1; hop <= 6; hop++) {
            App next = site.service(Map.of("token_exchange_subjects", List.of(last.clientId())));
            site.stands(STORE, "store", next, "jwt");
            Answer answer = next.token(exchange(token));
            if (hop == 6) {
                answer.expectsError(INVALID_REQUEST).naming("token-exchange.chain");
            } else {
                token = answer.expectsStatus(200).text("access_token");
                last = next;
            }
        }
        site.stands(STORE, "store", service, "jwt");
    }

    @Test
    @DisplayName(
            "only whose policy says so impersonates; it does not forget who acted before (§1.1)")
    void impersonation() {
        App silent =
                site.service(
                        Map.of(
                                "token_exchange_impersonation",
                                true,
                                "token_exchange_subjects",
                                List.of(site.app().clientId(), service.clientId())));
        String subject = token();
        String delegated = service.token(exchange(subject)).text("access_token");
        site.stands(STORE, "store", silent, "jwt");

        assertThat(claims(silent.token(exchange(subject)))).doesNotContainKey("act");
        assertThat(claims(silent.token(exchange(delegated))))
                .containsEntry("act", Map.of("sub", service.clientId()));
        site.stands(STORE, "store", service, "jwt");
    }

    @Test
    @DisplayName("may_act names the one who may act with the token (§4.4)")
    void mayAct() {
        App app = site.person(Map.of("may_act", "the-named-one"));
        App chosen =
                site.service(
                        Map.of(
                                "client_id",
                                "the-named-one",
                                "token_exchange_subjects",
                                List.of(app.clientId())));
        App other = site.service(Map.of("token_exchange_subjects", List.of(app.clientId())));
        App silent =
                site.service(
                        Map.of(
                                "token_exchange_subjects",
                                List.of(app.clientId()),
                                "token_exchange_impersonation",
                                true));
        String subject = site.tokens(app).text("access_token");
        assertThat(App.claims(subject)).containsEntry("may_act", Map.of("sub", "the-named-one"));
        assertThat(app.introspect(subject).json()).containsKey("may_act");

        for (App who : List.of(other, silent)) {
            site.stands(STORE, "store", who, "jwt");
            who.token(exchange(subject))
                    .expectsError(INVALID_REQUEST)
                    .naming("token-exchange.may-act");
        }
        site.stands(STORE, "store", chosen, "jwt");
        assertThat(claims(chosen.token(exchange(subject))))
                .containsEntry("act", Map.of("sub", "the-named-one"))
                .doesNotContainKey("may_act");
        site.stands(STORE, "store", service, "jwt");
    }
}
