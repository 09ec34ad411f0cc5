package dev.symbolon.examples.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6750 §3 and RFC 9470 §3, an API's challenge")
class ChallengeTest {

    private static final URI API = URI.create("http://localhost:8081");

    private final Tokens tokens =
            new Tokens(
                    new BearerAccessToken("token"),
                    Instant.EPOCH,
                    Scope.parse("openid mooring.apps:read"),
                    API,
                    null,
                    null,
                    "alice");

    @Test
    @DisplayName("insufficient_scope asks for what is missing beside what there is")
    void scope() {
        Challenge challenge =
                Challenge.parse(
                        403,
                        "Bearer realm=\"mooring\", error=\"insufficient_scope\","
                                + " error_description=\"too little\", scope=\"mooring.files:read\"");

        assertThat(challenge.canBeMet()).isTrue();
        Wish wish = challenge.wish(tokens, API);
        assertThat(wish.scope().toStringList())
                .containsExactly("openid", "mooring.apps:read", "mooring.files:read");
        assertThat(wish.maxAge()).isNull();
        assertThat(wish.resource()).isEqualTo(API);
    }

    @Test
    @DisplayName("insufficient_user_authentication asks for a sign-in as recent as max_age says")
    void recent() {
        Challenge challenge =
                Challenge.parse(
                        401, "Bearer error=\"insufficient_user_authentication\", max_age=\"60\"");

        assertThat(challenge.canBeMet()).isTrue();
        assertThat(challenge.wish(tokens, API).maxAge()).isEqualTo(60);
    }

    @Test
    @DisplayName("an invalid token is not for the person to mend")
    void invalid() {
        assertThat(Challenge.parse(401, "Bearer error=\"invalid_token\"").canBeMet()).isFalse();
    }

    @Test
    @DisplayName("a header that is absent or odd is a plain refusal")
    void odd() {
        assertThat(Challenge.parse(401, "").canBeMet()).isFalse();
        assertThat(Challenge.parse(401, "Bearer max_age=\"soon\"").maxAge()).isNull();
    }
}
