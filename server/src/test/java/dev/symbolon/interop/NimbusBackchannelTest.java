package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.ciba.CIBAError;
import com.nimbusds.oauth2.sdk.ciba.CIBAGrant;
import com.nimbusds.oauth2.sdk.ciba.CIBARequest;
import com.nimbusds.oauth2.sdk.ciba.CIBARequestAcknowledgement;
import com.nimbusds.oauth2.sdk.ciba.CIBAResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.symbolon.TestServer;
import dev.symbolon.protocol.backchannel.BackchannelSteps;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CIBA, with Nimbus's SDK as the client")
class NimbusBackchannelTest {

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
        try (TestServer server = TestServer.start()) {
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
}
