package dev.symbolon.core.client.authentication;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.base.fetch.FetchSettings;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.ClientDocuments;
import dev.symbolon.core.client.ClientSettings;
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
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A tenant with clients, and requests to its token endpoint. */
final class AuthenticationBench implements AutoCloseable {

    static final String ISSUER = "https://id.example/t/a";
    static final String TOKEN = "/oauth/token";
    static final Tenant TENANT = new Tenant("a", URI.create(ISSUER));
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final Clients clients;
    final ClientAuthentication authentication;
    private Trace trace = new Trace(FlowId.random());

    AuthenticationBench(Database database) {
        InstantSource clock = InstantSource.fixed(NOW);
        var secrets = new SealedSecrets(new Sealer(MasterKey.random()));
        clients =
                new Clients(
                        database,
                        ClientDocuments.none(clock),
                        new Fetcher(FetchSettings.defaults()),
                        ClientSettings.defaults(),
                        EnumSet.allOf(AuthenticationMethod.class),
                        secrets,
                        clock,
                        List.of());
        var remote = new RemoteKeys(new Fetcher(FetchSettings.defaults()), Crypto.jdk(), clock);
        authentication =
                new ClientAuthentication(
                        clients,
                        database,
                        new ClientSignatures(Crypto.jdk(), remote),
                        secrets,
                        new Attestations(
                                TrustedAttesters.of(null, Crypto.jdk(), remote::at),
                                new AttestationChallenges(
                                        new Keys(
                                                database,
                                                MasterKey.random(),
                                                Crypto.jdk(),
                                                KeySettings.defaults(),
                                                clock),
                                        false,
                                        clock),
                                Crypto.jdk(),
                                clock),
                        MutualTls.of(MutualTlsSettings.defaults(), false, clock),
                        clock,
                        TOKEN);
    }

    Registered register(Map<String, Object> metadata) {
        return clients.register(TENANT, metadata);
    }

    static String secretOf(Registered registered) {
        return String.valueOf(registered.toMap().get("client_secret"));
    }

    /** What the last request came to. */
    Trace trace() {
        return trace;
    }

    AuthenticatedClient post(Map<String, List<String>> headers, String form) {
        return post(TENANT, TOKEN, headers, form);
    }

    AuthenticatedClient post(
            Tenant tenant, String path, Map<String, List<String>> headers, String form) {
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        all.put("content-type", List.of(Request.FORM));
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        Request request =
                new Request("POST", "https", "id.example", path, "", all, "192.0.2.1", body);
        Trace fresh = new Trace(FlowId.random());
        trace = fresh;
        return authentication.authenticate(new Exchange(tenant, request, fresh), request.form());
    }

    /** The refusal that the request gets; fails where it gets none. */
    Refusal refused(Map<String, List<String>> headers, String form) {
        try {
            throw new AssertionError("let in: " + post(headers, form));
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    static Map<String, List<String>> basic(String id, String secret) {
        return authorization("Basic " + base64(id + ":" + secret));
    }

    static Map<String, List<String>> authorization(String... values) {
        return Map.of("authorization", List.of(values));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String form(String... pairs) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], List.of(pairs[i + 1]));
        }
        return new Parameters(values).encoded();
    }

    static String assertionForm(String assertion) {
        return form(
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion);
    }

    /** A good assertion, but for what the change does to its claims. */
    static String assertion(
            RSAKey key, String clientId, UnaryOperator<JWTClaimsSet.Builder> change) {
        return assertion(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                key,
                clientId,
                change);
    }

    static String typed(RSAKey key, String clientId, String typ) {
        return assertion(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType(typ))
                        .build(),
                key,
                clientId,
                UnaryOperator.identity());
    }

    static String assertion(
            JWSHeader header,
            RSAKey key,
            String clientId,
            UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            return assertion(header, new RSASSASigner(key), clientId, change);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String assertion(
            JWSHeader header,
            JWSSigner signer,
            String clientId,
            UnaryOperator<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(clientId)
                        .subject(clientId)
                        .audience(ISSUER)
                        .issueTime(Date.from(NOW))
                        .expirationTime(Date.from(NOW.plusSeconds(60)))
                        .jwtID(UUID.randomUUID().toString());
        try {
            SignedJWT jwt = new SignedJWT(header, change.apply(claims).build());
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        clients.close();
    }
}
