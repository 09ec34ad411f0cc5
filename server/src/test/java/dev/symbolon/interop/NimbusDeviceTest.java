package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8628, with Nimbus's SDK as the device")
class NimbusDeviceTest {

    /** A device that knows the issuer's metadata and its own name. */
    private record Device(OIDCProviderMetadata provider, ClientID clientId) {

        DeviceAuthorizationResponse connect() throws Exception {
            return DeviceAuthorizationResponse.parse(
                    new DeviceAuthorizationRequest.Builder(clientId)
                            .scope(new Scope("openid", "profile", "offline_access"))
                            .endpointURI(provider.getDeviceAuthorizationEndpointURI())
                            .build()
                            .toHTTPRequest()
                            .send());
        }

        TokenResponse poll(DeviceAuthorizationSuccessResponse begun) throws Exception {
            return OIDCTokenResponseParser.parse(
                    new TokenRequest.Builder(
                                    provider.getTokenEndpointURI(),
                                    clientId,
                                    new DeviceCodeGrant(begun.getDeviceCode()))
                            .build()
                            .toHTTPRequest()
                            .send());
        }
    }

    private static ErrorObject error(TokenResponse response) {
        return response.toErrorResponse().getErrorObject();
    }

    @Test
    @DisplayName("it waits, is told to slow down, and has its tokens once the person allowed them")
    void wholeFlow() throws Exception {
        try (TestServer server = TestServer.start(TestDatabases.freshOnPostgres())) {
            App tv = server.device();
            Device device =
                    new Device(
                            OIDCProviderMetadata.resolve(new Issuer(server.issuer())),
                            new ClientID(tv.clientId()));
            DeviceAuthorizationResponse answer = device.connect();
            assertThat(answer.indicatesSuccess()).isTrue();
            DeviceAuthorizationSuccessResponse begun = answer.toSuccessResponse();
            assertThat(error(device.poll(begun)))
                    .isEqualTo(DeviceAuthorizationGrantError.AUTHORIZATION_PENDING);
            assertThat(error(device.poll(begun)))
                    .isEqualTo(DeviceAuthorizationGrantError.SLOW_DOWN);

            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            Answer compare = alice.get(begun.getVerificationURIComplete());
            alice.allow(alice.submit(compare.form()));
            server.clock().advance(Duration.ofSeconds(10));
            AccessTokenResponse tokens = device.poll(begun).toSuccessResponse();

            assertThat(tokens.getTokens().getRefreshToken()).isNotNull();
            assertThat(tv.userinfo(tokens.getTokens().getAccessToken().getValue()).json())
                    .containsEntry("given_name", "alice");
        }
    }
}
