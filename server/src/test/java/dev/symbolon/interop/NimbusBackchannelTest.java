package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.ciba.BackChannelTokenDeliveryMode;
import com.nimbusds.oauth2.sdk.ciba.CIBAError;
import com.nimbusds.oauth2.sdk.ciba.CIBAGrant;
import com.nimbusds.oauth2.sdk.ciba.CIBAPingCallback;
import com.nimbusds.oauth2.sdk.ciba.CIBAPushCallback;
import com.nimbusds.oauth2.sdk.ciba.CIBARequest;
import com.nimbusds.oauth2.sdk.ciba.CIBARequestAcknowledgement;
import com.nimbusds.oauth2.sdk.ciba.CIBAResponse;
import com.nimbusds.oauth2.sdk.ciba.CIBATokenDelivery;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.protocol.backchannel.BackchannelSteps;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Listener;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CIBA, with Nimbus's SDK as the client")
class NimbusBackchannelTest {

    private static final Map<String, String> HERE = Map.of("fetch.allowed-networks", "127.0.0.1");

    /** A client that knows the issuer's metadata. */
    private record Centre(OIDCProviderMetadata provider, ClientAuthentication proof) {

        CIBAResponse ask(String login) throws Exception {
            return CIBAResponse.parse(
                    new CIBARequest.Builder(proof, new Scope("openid", "profile"))
                            .loginHint(login)
                            .bindingMessage("W4SCT")
                            .requestedExpiry(120)
                            .endpointURI(provider.getBackChannelAuthenticationEndpointURI())
                            .build()
                            .toHTTPRequest()
                            .send());
        }

        TokenResponse poll(CIBARequestAcknowledgement begun) throws Exception {
            return OIDCTokenResponseParser.parse(
                    new TokenRequest.Builder(
                                    provider.getTokenEndpointURI(),
                                    proof,
                                    new CIBAGrant(begun.getAuthRequestID()))
                            .build()
                            .toHTTPRequest()
                            .send());
        }
    }

    @Test
    @DisplayName("it asks, waits, and has its tokens once the person has allowed them")
    void wholeFlow() throws Exception {
        try (TestServer server = TestServer.start(TestDatabases.freshOnPostgres())) {
            App app = server.callCentre(Map.of());
            Centre centre =
                    new Centre(
                            OIDCProviderMetadata.resolve(new Issuer(server.issuer())),
                            new ClientSecretBasic(
                                    new ClientID(app.clientId()), new Secret(app.secret())));
            assertThat(centre.ask("nobody").toErrorResponse().getErrorObject())
                    .isEqualTo(CIBAError.UNKNOWN_USER_ID);
            CIBARequestAcknowledgement begun = centre.ask("alice").toRequestAcknowledgement();
            assertThat(begun.getExpiresIn()).isEqualTo(120);
            assertThat(centre.poll(begun).toErrorResponse().getErrorObject().getCode())
                    .isEqualTo("authorization_pending");

            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            alice.allow(BackchannelSteps.look(alice));
            server.clock().advance(Duration.ofSeconds(5));
            OIDCTokenResponse tokens = (OIDCTokenResponse) centre.poll(begun).toSuccessResponse();

            assertThat(tokens.getOIDCTokens().getIDToken().getJWTClaimsSet().getSubject())
                    .isNotBlank();
        }
    }

    private static final BearerAccessToken NOTIFICATION_TOKEN = new BearerAccessToken(32);

    /** What came there, as the SDK takes it from a web framework. */
    private static HTTPRequest received(Listener listener) throws Exception {
        Listener.Heard heard = listener.hears();
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, listener.address());
        request.setContentType(heard.type());
        request.setAuthorization(heard.authorization());
        request.setBody(heard.body());
        return request;
    }

    private static CIBARequestAcknowledgement ask(Centre centre) throws Exception {
        return CIBAResponse.parse(
                        new CIBARequest.Builder(centre.proof(), new Scope("openid"))
                                .loginHint("alice")
                                .clientNotificationToken(NOTIFICATION_TOKEN)
                                .endpointURI(
                                        centre.provider().getBackChannelAuthenticationEndpointURI())
                                .build()
                                .toHTTPRequest()
                                .send())
                .toRequestAcknowledgement();
    }

    @Test
    @DisplayName("ping: it is told, and fetches the tokens")
    void ping() throws Exception {
        try (TestServer server = TestServer.start(TestDatabases.freshOnPostgres(), HERE);
                Listener listener = Listener.start()) {
            Centre centre = centre(server, "ping", listener);
            assertThat(centre.provider().getBackChannelTokenDeliveryModes())
                    .containsExactly(
                            BackChannelTokenDeliveryMode.POLL,
                            BackChannelTokenDeliveryMode.PING,
                            BackChannelTokenDeliveryMode.PUSH);
            CIBARequestAcknowledgement begun = ask(centre);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            alice.allow(BackchannelSteps.look(alice));

            CIBAPingCallback ping = CIBAPingCallback.parse(received(listener));
            assertThat(ping.getAccessToken()).isEqualTo(NOTIFICATION_TOKEN);
            assertThat(ping.getAuthRequestID()).isEqualTo(begun.getAuthRequestID());
            assertThat(centre.poll(begun).indicatesSuccess()).isTrue();
        }
    }

    @Test
    @DisplayName("push: it is sent the tokens, or the error")
    void push() throws Exception {
        try (TestServer server = TestServer.start(TestDatabases.freshOnPostgres(), HERE);
                Listener listener = Listener.start()) {
            Centre centre = centre(server, "push", listener);
            CIBARequestAcknowledgement begun = ask(centre);
            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            alice.allow(BackchannelSteps.look(alice));
            CIBATokenDelivery tokens = CIBAPushCallback.parse(received(listener)).toTokenDelivery();
            assertThat(tokens.getAccessToken()).isEqualTo(NOTIFICATION_TOKEN);
            assertThat(tokens.getAuthRequestID()).isEqualTo(begun.getAuthRequestID());
            assertThat(tokens.getOIDCTokens().getIDToken().getJWTClaimsSet().getAudience())
                    .hasSize(1);

            ask(centre);
            alice.deny(BackchannelSteps.look(alice));
            assertThat(
                            CIBAPushCallback.parse(received(listener))
                                    .toErrorDelivery()
                                    .getErrorObject()
                                    .getCode())
                    .isEqualTo("access_denied");
        }
    }

    private static Centre centre(TestServer server, String mode, Listener listener)
            throws Exception {
        App app = server.callCentre(BackchannelSteps.telling(mode, listener));
        return new Centre(
                OIDCProviderMetadata.resolve(new Issuer(server.issuer())),
                new ClientSecretBasic(new ClientID(app.clientId()), new Secret(app.secret())));
    }
}
