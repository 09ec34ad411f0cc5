package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.dpop.DpopSite;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.PaymentApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9396 §12: details that pretend to be something else")
class DetailsAttacksTest {

    @Test
    @DisplayName("a field with the name of one of ours does not keep a grant from being bound")
    void fieldOfOurs() {
        try (DpopSite site = new DpopSite()) {
            Map<String, Object> schema =
                    Map.of(
                            "type",
                            "object",
                            "properties",
                            Map.of("dpop_jkt", Map.of("type", "string")));
            site.server()
                    .api(
                            PaymentApi.api(
                                    "https://notes.example",
                                    "Notes",
                                    Map.of(
                                            "note",
                                            Map.of("description", "Write", "schema", schema))));
            App app =
                    PaymentApi.app(
                            site.server(),
                            Map.of(
                                    "token_endpoint_auth_method",
                                    "none",
                                    "authorization_details_types",
                                    List.of("note")));
            App.Request request =
                    app.request()
                            .with(
                                    "authorization_details",
                                    "[{\"type\":\"note\",\"dpop_jkt\":\"x\"}]");
            DpopKey key = site.key();
            Answer tokens = app.redeem(site.code(request)).expectsStatus(200);

            Answer bound = site.proving(app, key).refresh(tokens.text("refresh_token"));
            assertThat(bound.text("token_type")).isEqualTo("DPoP");
            app.refresh(bound.text("refresh_token"))
                    .expectsError("invalid_grant")
                    .naming("dpop.key-of-refresh-token");
        }
    }
}
