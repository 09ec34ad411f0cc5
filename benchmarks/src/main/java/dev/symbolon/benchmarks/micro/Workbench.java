package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.fetch.FetchSettings;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.client.ClientSignatures;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.client.SealedSecrets;
import dev.symbolon.core.client.attestation.AttestationChallenges;
import dev.symbolon.core.client.attestation.Attestations;
import dev.symbolon.core.client.attestation.TrustedAttesters;
import dev.symbolon.core.keys.KeySettings;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.keys.RemoteKeys;
import dev.symbolon.core.mtls.MutualTls;
import dev.symbolon.core.mtls.MutualTlsSettings;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.TokenSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts as the server builds them, with one tenant and one client. */
final class Workbench {

    static final String REDIRECT_URI = "https://app.example/callback";

    final InstantSource clock = InstantSource.system();
    final Crypto crypto = Crypto.accelerated();
    final TokenSettings tokens = TokenSettings.defaults();
    final Database database;
    final Tenant tenant;
    final Keys keys;
    final Clients clients;
    final ClientSignatures signatures;
    final SealedSecrets sealedSecrets = new SealedSecrets(new Sealer(MasterKey.random()));
    final Attestations attestations;
    final MutualTls mutualTls = MutualTls.of(MutualTlsSettings.defaults(), false, clock);
    final ClientEncryption encryption;
    final Registered app;

    Workbench(Database database) {
        this.database = database;
        this.tenant = new Tenants(database, clock).establishFirst(URI.create("https://id.example"));
        this.keys = new Keys(database, MasterKey.random(), crypto, KeySettings.defaults(), clock);
        keys.createFor(tenant);
        this.clients = new Clients(database, clock);
        RemoteKeys remote = new RemoteKeys(new Fetcher(FetchSettings.defaults()), crypto, clock);
        this.signatures = new ClientSignatures(crypto, remote);
        this.attestations =
                new Attestations(
                        TrustedAttesters.of(null, crypto, remote::at),
                        new AttestationChallenges(keys, false, clock),
                        crypto,
                        clock);
        this.encryption = new ClientEncryption(crypto, remote);
        this.app = register(Map.of("token_endpoint_auth_method", "client_secret_basic"));
    }

    /**
     * Registers another app.
     *
     * @param metadata what sets it apart, such as how it authenticates
     */
    Registered register(Map<String, Object> metadata) {
        Map<String, Object> all =
                new HashMap<>(
                        Map.of(
                                "client_name",
                                "An app",
                                "grant_types",
                                List.of(
                                        "authorization_code",
                                        "refresh_token",
                                        "client_credentials"),
                                "redirect_uris",
                                List.of(REDIRECT_URI),
                                "scope",
                                "openid profile offline_access"));
        all.putAll(metadata);
        return clients.register(tenant, all);
    }

    String clientId() {
        return app.client().clientId();
    }

    static String secretOf(Registered app) {
        if (app.clientSecret() == null) {
            throw new IllegalStateException("the app has no secret");
        }
        return app.clientSecret().value();
    }

    /** An app's credentials for a header (RFC 6749 §2.3.1). */
    static String basic(Registered app) {
        String pair = app.client().clientId() + ":" + secretOf(app);
        return "Basic "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    /** What a person allowed the app. */
    Approval approval() {
        return new Approval(
                clientId(),
                "MjQ5YmQwZjItNWU4ZS00",
                "session-row",
                "sid-of-the-session",
                Scope.of("openid", "profile", "offline_access"),
                List.of(),
                "n-0S6_WzA2Mj",
                clock.instant(),
                "urn:symbolon:acr:password",
                List.of("pwd"),
                null,
                Confirmation.NONE);
    }
}
