package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.symbolon.protocol.token.AssertionSite;
import dev.symbolon.protocol.token.ExchangeSite;
import dev.symbolon.testing.App;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8693 and RFC 7523, with Nimbus's SDK as the client")
class NimbusExchangeTest {

    private static TokenResponse ask(
            URI issuer, App app, AuthorizationGrant grant, @Nullable Scope scope) throws Exception {
        return TokenResponse.parse(
                new TokenRequest.Builder(
                                URI.create(issuer + "/oauth/token"),
                                new ClientSecretBasic(
                                        new ClientID(app.clientId()), new Secret(app.secret())),
                                grant)
                        .scope(scope)
                        .build()
                        .toHTTPRequest()
                        .send());
    }

    @Test
    @DisplayName("exchanges a token, and reads which type it got")
    void exchange() throws Exception {
        try (ExchangeSite site = new ExchangeSite()) {
            TokenResponse response =
                    ask(
                            site.server().issuer(),
                            site.service(),
                            new TokenExchangeGrant(
                                    new BearerAccessToken(site.tokens().text("access_token")),
                                    TokenTypeURI.ACCESS_TOKEN,
                                    null,
                                    null,
                                    TokenTypeURI.ACCESS_TOKEN,
                                    List.of(new Audience(ExchangeSite.STORE))),
                            new Scope("store:read"));

            assertThat(response.indicatesSuccess()).isTrue();
            var token = response.toSuccessResponse().getTokens().getAccessToken();
            assertThat(token.getIssuedTokenType()).isEqualTo(TokenTypeURI.ACCESS_TOKEN);
            assertThat(token.getScope()).isEqualTo(new Scope("store:read"));
        }
    }

    @Test
    @DisplayName("brings another issuer's assertion")
    void jwtBearer() throws Exception {
        try (AssertionSite site = new AssertionSite()) {
            SignedJWT assertion = SignedJWT.parse(site.idp().signed("JWT", site.claims(Map.of())));

            TokenResponse response =
                    ask(
                            site.server().issuer(),
                            site.wiki(),
                            new JWTBearerGrant(assertion),
                            new Scope("api:read"));

            assertThat(response.indicatesSuccess()).isTrue();
            assertThat(response.toSuccessResponse().getTokens().getRefreshToken()).isNull();
        }
    }
}
