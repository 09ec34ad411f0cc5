package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.ExchangeSite.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.testing.App;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7592 §2.3 all active access tokens of a client that was removed are invalid")
class RemovedClientTest {

    private static void removedAfter(ExchangeSite site, String token, App store) {
        assertThat(store.introspect(token).json()).containsEntry("active", true);
        site.server().removeClient(site.service().clientId());
        assertThat(store.introspect(token).json()).containsExactly(Map.entry("active", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    @DisplayName("those that it got for itself")
    void ofItself(String format) {
        try (ExchangeSite site = new ExchangeSite()) {
            App store = site.server().confidentialApp();
            site.stands(STORE, "store", store, format);
            String token =
                    site.service()
                            .token(
                                    Map.of(
                                            "grant_type",
                                            "client_credentials",
                                            "scope",
                                            "store:read"))
                            .text("access_token");
            removedAfter(site, token, store);
        }
    }

    @Test
    @DisplayName("those that it got in exchange for another's, which goes on")
    void inExchange() {
        try (ExchangeSite site = new ExchangeSite()) {
            App store = site.server().confidentialApp();
            site.stands(STORE, "store", store, "jwt");
            String subject = site.tokens().text("access_token");
            removedAfter(site, site.service().token(exchange(subject)).text("access_token"), store);
            assertThat(site.app().introspect(subject).json()).containsEntry("active", true);
        }
    }
}
