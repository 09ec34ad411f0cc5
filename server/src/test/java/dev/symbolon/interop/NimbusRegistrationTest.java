package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.client.ClientDeleteRequest;
import com.nimbusds.oauth2.sdk.client.ClientReadRequest;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationErrorResponse;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationResponse;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformationResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationRequest;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationResponseParser;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientUpdateRequest;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.App;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7591, RFC 7592 and OpenID Connect Registration, with Nimbus as the client")
class NimbusRegistrationTest {

    private static TestServer server;
    private static URI endpoint;

    @BeforeAll
    static void start() throws Exception {
        server =
                TestServer.start(
                        TestDatabases.freshOnPostgres(), Map.of("registration.mode", "token"));
        endpoint =
                OIDCProviderMetadata.resolve(new Issuer(server.issuer()))
                        .getRegistrationEndpointURI();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static OIDCClientMetadata metadata() throws Exception {
        OIDCClientMetadata metadata = new OIDCClientMetadata();
        metadata.setRedirectionURI(URI.create(App.CALLBACK));
        metadata.setGrantTypes(Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
        metadata.setName("Nimbus");
        metadata.setCustomField("client_name#de", "Wolke");
        return metadata;
    }

    private static ClientRegistrationResponse register(
            OIDCClientMetadata metadata, @Nullable BearerAccessToken token) throws Exception {
        return parse(
                new OIDCClientRegistrationRequest(endpoint, metadata, token)
                        .toHTTPRequest()
                        .send());
    }

    private static BearerAccessToken invitation() {
        return new BearerAccessToken(
                String.valueOf(server.invited(1, Duration.ofDays(1)).initialAccessToken()));
    }

    private static ClientRegistrationResponse parse(HTTPResponse response) throws Exception {
        return OIDCClientRegistrationResponseParser.parse(response);
    }

    private static OIDCClientInformation information(ClientRegistrationResponse response) {
        assertThat(response.indicatesSuccess()).isTrue();
        return ((OIDCClientInformationResponse) response).getOIDCClientInformation();
    }

    @Test
    @DisplayName("registers, reads, changes and removes itself")
    void whole() throws Exception {
        OIDCClientInformation made = information(register(metadata(), invitation()));
        assertThat(made.getSecret().getExpirationDate()).isNull();
        assertThat(made.getOIDCMetadata().getName()).isEqualTo("Nimbus");
        assertThat(made.getOIDCMetadata().getNameEntries()).hasSize(2);

        URI uri = made.getRegistrationURI();
        OIDCClientInformation read =
                information(
                        parse(
                                new ClientReadRequest(uri, made.getRegistrationAccessToken())
                                        .toHTTPRequest()
                                        .send()));
        assertThat(read.getID()).isEqualTo(made.getID());

        OIDCClientMetadata next = metadata();
        next.setName("Cumulus");
        OIDCClientInformation changed =
                information(
                        parse(
                                new OIDCClientUpdateRequest(
                                                uri,
                                                made.getID(),
                                                made.getRegistrationAccessToken(),
                                                next,
                                                made.getSecret())
                                        .toHTTPRequest()
                                        .send()));
        assertThat(changed.getOIDCMetadata().getName()).isEqualTo("Cumulus");
        assertThat(changed.getRegistrationAccessToken().getValue())
                .isNotEqualTo(made.getRegistrationAccessToken().getValue());

        HTTPResponse removed =
                new ClientDeleteRequest(uri, changed.getRegistrationAccessToken())
                        .toHTTPRequest()
                        .send();
        assertThat(removed.getStatusCode()).isEqualTo(204);
    }

    @Test
    @DisplayName("understands why it was refused")
    void refused() throws Exception {
        OIDCClientMetadata metadata = metadata();
        metadata.setRedirectionURI(URI.create("http://app.example/callback"));
        ClientRegistrationErrorResponse error =
                (ClientRegistrationErrorResponse) register(metadata, invitation());
        assertThat(error.getErrorObject().getCode())
                .isEqualTo(RegistrationError.INVALID_REDIRECT_URI.getCode());
        assertThat(error.getErrorObject().getDescription()).contains("redirect_uris[0]");

        assertThat(register(metadata(), null).indicatesSuccess()).isFalse();
    }
}
