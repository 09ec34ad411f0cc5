package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.rar.Action;
import com.nimbusds.oauth2.sdk.rar.AuthorizationDetail;
import com.nimbusds.oauth2.sdk.rar.AuthorizationType;
import com.nimbusds.oauth2.sdk.rar.Location;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.interop.NimbusApp.Memory;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.PaymentApi;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9396, with Nimbus's SDK as the client")
class NimbusDetailsTest {

    private static final AuthorizationType INFORMATION =
            new AuthorizationType("account_information");

    private static TestServer server;
    private static Browser alice;
    private static App registered;
    private static ClientSecretBasic secret;
    private static NimbusApp app;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(TestDatabases.freshOnPostgres());
        PaymentApi.at(server);
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        registered = PaymentApi.app(server, Map.of());
        secret =
                new ClientSecretBasic(
                        new ClientID(registered.clientId()), new Secret(registered.secret()));
        app = NimbusApp.discovering(server.issuer(), registered.clientId(), () -> secret);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static AuthorizationDetail information(String... actions) {
        return new AuthorizationDetail.Builder(INFORMATION)
                .locations(List.of(new Location(URI.create(PaymentApi.ACCOUNTS))))
                .actions(List.of(actions).stream().map(Action::new).toList())
                .build();
    }

    private static AccessToken accessToken(TokenResponse response) {
        assertThat(response.indicatesSuccess())
                .as("%s", response.toHTTPResponse().getBody())
                .isTrue();
        return response.toSuccessResponse().getTokens().getAccessToken();
    }

    @Test
    @DisplayName("finds the types, asks for details, reads what it got, and refreshes for less")
    void wholeRun() throws Exception {
        assertThat(app.provider().getAuthorizationDetailsTypes())
                .containsExactlyInAnyOrder(
                        INFORMATION, new AuthorizationType("payment_initiation"));
        AuthorizationDetail both = information("list_accounts", "read_balances");
        Memory memory = new Memory();
        AuthenticationResponse response =
                app.authorizePushed(
                        alice,
                        app.request(memory, "openid offline_access")
                                .authorizationDetails(List.of(both))
                                .build());
        TokenResponse tokens =
                TokenResponse.parse(
                        new TokenRequest.Builder(
                                        app.provider().getTokenEndpointURI(),
                                        secret,
                                        new AuthorizationCodeGrant(
                                                response.toSuccessResponse().getAuthorizationCode(),
                                                NimbusApp.CALLBACK,
                                                memory.verifier()))
                                .build()
                                .toHTTPRequest()
                                .send());
        AccessToken token = accessToken(tokens);
        assertThat(token.getAuthorizationDetails()).containsExactly(both);
        assertThat(introspect(token)).containsExactly(both);

        RefreshToken refreshToken = tokens.toSuccessResponse().getTokens().getRefreshToken();
        AccessToken fewer = accessToken(refresh(refreshToken, information("read_balances")));
        assertThat(fewer.getAuthorizationDetails()).containsExactly(information("read_balances"));
    }

    private static List<AuthorizationDetail> introspect(AccessToken token) throws Exception {
        return TokenIntrospectionResponse.parse(
                        new TokenIntrospectionRequest(
                                        app.provider().getIntrospectionEndpointURI(), secret, token)
                                .toHTTPRequest()
                                .send())
                .toSuccessResponse()
                .getAuthorizationDetails();
    }

    private static TokenResponse refresh(RefreshToken token, AuthorizationDetail details)
            throws Exception {
        return TokenResponse.parse(
                new TokenRequest.Builder(
                                app.provider().getTokenEndpointURI(),
                                secret,
                                new RefreshTokenGrant(token))
                        .authorizationDetails(List.of(details))
                        .build()
                        .toHTTPRequest()
                        .send());
    }

    @Test
    @DisplayName("knows the error where details do not conform (§5)")
    void refused() throws Exception {
        AuthenticationResponse response =
                app.authorize(
                        alice,
                        app.request(new Memory(), "openid")
                                .authorizationDetails(List.of(information("rob")))
                                .build());

        assertThat(response.toErrorResponse().getErrorObject().getCode())
                .isEqualTo(OAuth2Error.INVALID_AUTHORIZATION_DETAILS_CODE);
    }
}
