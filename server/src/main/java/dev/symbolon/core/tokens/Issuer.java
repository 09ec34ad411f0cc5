package dev.symbolon.core.tokens;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.TokenFormat;
import dev.symbolon.core.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mints access tokens and ID tokens; {@code core.keys} signs them. */
public final class Issuer {

    /** RFC 9068 §2.1. */
    public static final String ACCESS_TOKEN_TYPE = "at+jwt";

    /** Core §3.1.3.6: of the access token. */
    public static final String AT_HASH = "at_hash";

    /** Core §3.3.2.11: of the code. */
    public static final String C_HASH = "c_hash";

    private static final Base64.Encoder HASH_ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Keys keys;
    private final AccessTokenStore accessTokens;
    private final Subjects subjects;
    private final TokenSettings settings;
    private final InstantSource clock;

    public Issuer(
            Keys keys,
            AccessTokenStore accessTokens,
            Subjects subjects,
            TokenSettings settings,
            InstantSource clock) {
        this.keys = keys;
        this.accessTokens = accessTokens;
        this.subjects = subjects;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Mints an access token: signed (RFC 9068) or opaque, as its APIs want it.
     *
     * @param grantId absent where a client acts for itself
     * @param resources the APIs it is for, as registered, all of one kind; empty for a token that
     *     opens userinfo only
     */
    public AccessToken accessToken(
            Tenant tenant, Approval approval, @Nullable String grantId, List<Resource> resources) {
        return accessToken(tenant, approval, grantId, resources, Delegation.NONE);
    }

    /** The same where somebody acts for somebody (RFC 8693 §4). */
    public AccessToken accessToken(
            Tenant tenant,
            Approval approval,
            @Nullable String grantId,
            List<Resource> resources,
            Delegation delegation) {
        Duration lifetime = delegation.bounds(lifetime(resources), clock.instant());
        Map<String, Object> claims = claims(tenant, approval, grantId, lifetime);
        claims.putAll(delegation.claims());
        boolean opaque = resources.stream().anyMatch(r -> r.tokenFormat() == TokenFormat.OPAQUE);
        String value =
                opaque
                        ? accessTokens.keep(tenant, claims, clock.instant().plus(lifetime))
                        : keys.sign(tenant, algorithm(resources), ACCESS_TOKEN_TYPE, claims);
        return new AccessToken(
                value,
                new AccessTokenClaims(claims).type(),
                lifetime,
                approval.scope(),
                approval.details());
    }

    private Duration lifetime(List<Resource> resources) {
        Duration shortest =
                resources.stream()
                        .map(Resource::accessTokenLifetime)
                        .min(Duration::compareTo)
                        .orElse(settings.accessTokenLifetime());
        Duration most = settings.accessTokenLifetimeAtMost();
        return shortest.compareTo(most) > 0 ? most : shortest;
    }

    private static SignatureAlgorithm algorithm(List<Resource> resources) {
        return resources.isEmpty() ? SignatureAlgorithm.ES256 : resources.getFirst().alg();
    }

    /** RFC 9068 §2.2; {@code grant_id} is ours, so that ending the grant ends the token. */
    private Map<String, Object> claims(
            Tenant tenant, Approval approval, @Nullable String grantId, Duration lifetime) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", tenant.issuer().toString());
        claims.put("sub", subjects.of(tenant, approval));
        claims.put("aud", audience(tenant, approval));
        claims.put("client_id", approval.clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("jti", OpaqueValue.randomId());
        if (!approval.scope().isEmpty()) {
            claims.put("scope", approval.scope().toString());
        }
        if (!approval.details().isEmpty()) {
            // RFC 9396 §9.1.
            claims.put(AuthorizationDetails.NAME, approval.details().toJson());
        }
        if (approval.authTime() != null) {
            claims.put("auth_time", approval.authTime().getEpochSecond());
        }
        if (approval.acr() != null) {
            claims.put("acr", approval.acr());
        }
        if (!approval.amr().isEmpty()) {
            claims.put("amr", approval.amr());
        }
        if (!approval.bound().isNone()) {
            // RFC 9449 §6.1, RFC 8705 §3.1.
            claims.put("cnf", approval.bound().toMap());
        }
        if (grantId != null) {
            claims.put("grant_id", grantId);
        }
        return claims;
    }

    /**
     * The APIs; and ourselves where userinfo may be asked, or where there is no API (RFC 9068 §3).
     */
    private static Object audience(Tenant tenant, Approval approval) {
        List<String> audience = new ArrayList<>(approval.resources());
        if (audience.isEmpty() || approval.scope().has(Scope.OPENID)) {
            audience.add(tenant.issuer().toString());
        }
        return audience.size() == 1 ? audience.getFirst() : audience;
    }

    /**
     * Mints an ID token (Core §2).
     *
     * @param claims about the person, as the {@code claims} parameter asked for them in the ID
     *     token (Core §5.5)
     * @param with what it was issued with, by the claim that has its hash
     */
    public String idToken(
            Tenant tenant,
            Client client,
            Approval approval,
            Map<String, Object> claims,
            Map<String, String> with) {
        SignatureAlgorithm algorithm = client.metadata().idTokenSignedResponseAlg();
        Map<String, Object> all = idTokenClaims(tenant, client, approval, claims);
        with.forEach((claim, value) -> all.put(claim, halfHash(algorithm, value)));
        return keys.sign(tenant, algorithm, "JWT", all);
    }

    /** What would stand in an access token, which is not made. */
    public Map<String, Object> previewAccessToken(
            Tenant tenant, Approval approval, List<Resource> resources) {
        return claims(tenant, approval, null, lifetime(resources));
    }

    /** What would stand in an ID token beside {@code at_hash}; the token is not made. */
    public Map<String, Object> previewIdToken(
            Tenant tenant, Client client, Approval approval, Map<String, Object> claims) {
        return idTokenClaims(tenant, client, approval, claims);
    }

    private Map<String, Object> idTokenClaims(
            Tenant tenant, Client client, Approval approval, Map<String, Object> claims) {
        Instant now = clock.instant();
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.put("iss", tenant.issuer().toString());
        all.put("sub", subjects.of(tenant, approval));
        all.put("aud", client.clientId());
        all.put("exp", now.plus(settings.idTokenLifetime()).getEpochSecond());
        all.put("iat", now.getEpochSecond());
        if (approval.authTime() != null) {
            all.put("auth_time", approval.authTime().getEpochSecond());
        }
        if (approval.nonce() != null) {
            all.put("nonce", approval.nonce());
        }
        if (approval.acr() != null) {
            all.put("acr", approval.acr());
        }
        if (!approval.amr().isEmpty()) {
            all.put("amr", approval.amr());
        }
        if (approval.sid() != null) {
            all.put("sid", approval.sid());
        }
        return all;
    }

    /** Core §3.1.3.6, §3.3.2.11: the left half of the hash that the signature uses. */
    private static String halfHash(SignatureAlgorithm algorithm, String token) {
        try {
            byte[] digest =
                    MessageDigest.getInstance(algorithm.hash())
                            .digest(token.getBytes(StandardCharsets.US_ASCII));
            return HASH_ENCODER.encodeToString(Arrays.copyOf(digest, digest.length / 2));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
