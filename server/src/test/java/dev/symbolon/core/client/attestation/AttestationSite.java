package dev.symbolon.core.client.attestation;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.App;
import dev.symbolon.testing.AttestedApp;
import dev.symbolon.testing.OtherIssuer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server that trusts an attester with some clients, of which one is there. */
final class AttestationSite implements AutoCloseable {

    static final String CLIENT = "wallet";
    static final String TOKEN = "/oauth/token";
    static final Map<String, String> MACHINE = Map.of("grant_type", "client_credentials");
    static final OtherIssuer ATTESTER = new OtherIssuer("attester");

    final TestServer server;
    final App app;

    AttestationSite() {
        server = TestServer.start(TestDatabases.fresh(), trusting());
        app =
                server.app(
                        Map.of(
                                "client_id",
                                CLIENT,
                                "token_endpoint_auth_method",
                                "attest_jwt_client_auth",
                                "first_party",
                                true,
                                "grant_types",
                                List.of(
                                        "authorization_code",
                                        "refresh_token",
                                        "client_credentials"),
                                "scope",
                                "openid offline_access api:read"));
    }

    static Map<String, String> trusting() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "attestation.trusted-attesters",
                Json.text(
                        Map.of(
                                "https://attester.example",
                                Map.of(
                                        "jwks",
                                        ATTESTER.jwks(),
                                        "clients",
                                        List.of(CLIENT, "sending", "public", "nobody")))));
        return settings;
    }

    AttestedApp instance() {
        return instance(CLIENT);
    }

    AttestedApp instance(String clientId) {
        return new AttestedApp(server.issuer(), clientId, ATTESTER, server.clock());
    }

    @Override
    public void close() {
        server.close();
    }
}
