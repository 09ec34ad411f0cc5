package dev.symbolon.conformance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Certificate;
import dev.symbolon.testing.Site;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server as a bank would have it certified, its clients, and alice, who is signed in. */
final class FapiPlanSite implements AutoCloseable {

    static final String ALIAS = "https://mtls.bank.example";

    /** The query that the suite gives the second client's redirect URI. */
    static final String QUERY = "?dummy1=lorem&dummy2=ipsum";

    private static final List<String> NAMES = List.of("first", "second");

    final TestServer server;
    final Browser alice;
    private final List<Certificate> certificates;
    private int clients;

    FapiPlanSite(Path directory) {
        Certificate authority = Certificate.authority(directory, "authority");
        certificates =
                NAMES.stream()
                        .map(name ->
                                authority.issues(
                                        name, "CN=" + name, "san=dns:" + name + ".example"))
                        .toList();
        Map<String, String> settings = new LinkedHashMap<>(Site.HERE);
        settings.put("http.trusted-proxies", "127.0.0.1");
        settings.put("http.client-cert-header", "true");
        settings.put("mtls.authorities", authority.pem().toString());
        settings.put("mtls.url", ALIAS);
        server = TestServer.start(TestDatabases.fresh(), settings);
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    FapiPlanClient client(FapiPlanVariant variant) {
        return client(variant, Map.of());
    }

    /**
     * One more client, that is held to the profile of its variant.
     *
     * @param more metadata that wins
     */
    FapiPlanClient client(FapiPlanVariant variant, Map<String, ?> more) {
        // Two certificates are enough, and each costs a process: who is made next has the other.
        int which = clients++ % 2;
        String name = NAMES.get(which);
        RSAKey key = key(name);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("client_name", name);
        metadata.put(
                "profile",
                variant.signed() && variant.jarm()
                        ? "fapi-2.0-message-signing"
                        : "fapi-2.0-security");
        metadata.put("redirect_uris", List.of(App.CALLBACK, App.CALLBACK + QUERY));
        metadata.put("scope", "openid profile email offline_access");
        metadata.put("jwks", new JWKSet(key).toPublicJWKSet().toJSONObject());
        metadata.put("id_token_signed_response_alg", "PS256");
        metadata.put("require_pushed_authorization_requests", true);
        if (variant.keyed()) {
            metadata.put("token_endpoint_auth_method", "private_key_jwt");
        } else {
            metadata.put("token_endpoint_auth_method", "tls_client_auth");
            metadata.put("tls_client_auth_san_dns", name + ".example");
        }
        if (variant.dpop()) {
            metadata.put("dpop_bound_access_tokens", true);
        } else {
            metadata.put("tls_client_certificate_bound_access_tokens", true);
        }
        if (variant.signed()) {
            metadata.put("require_signed_request_object", true);
        }
        if (variant.jarm()) {
            metadata.put("authorization_signed_response_alg", "PS256");
        }
        metadata.putAll(more);
        return new FapiPlanClient(
                this, variant, server.app(metadata), key, certificates.get(which));
    }

    private static RSAKey key(String name) {
        try {
            return new RSAKeyGenerator(2048).keyID(name).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
