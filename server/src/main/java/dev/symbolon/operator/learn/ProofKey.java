package dev.symbolon.operator.learn;

import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.OpaqueValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A key as an app makes one, and the proofs that it signs with it (RFC 9449 §4.2). */
final class ProofKey {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair pair = SignatureAlgorithm.ES256.newKeyPair();
    private final InstantSource clock;

    ProofKey(InstantSource clock) {
        this.clock = clock;
    }

    /** For a request without an access token. */
    String proof(String method, String address) {
        return signed(claims(method, address));
    }

    /** For a request with this access token. */
    String proof(String method, String address, String accessToken) {
        Map<String, Object> claims = claims(method, address);
        claims.put("ath", OpaqueValue.sha256(accessToken));
        return signed(claims);
    }

    private Map<String, Object> claims(String method, String address) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", OpaqueValue.randomId());
        claims.put("htm", method);
        claims.put("htu", address);
        claims.put("iat", clock.instant().getEpochSecond());
        return claims;
    }

    private String signed(Map<String, Object> claims) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "dpop+jwt");
        header.put("alg", SignatureAlgorithm.ES256.wire());
        header.put("jwk", PublicJwk.members(pair.getPublic()));
        String input = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + BASE64URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(Map<String, Object> members) {
        return BASE64URL.encodeToString(Json.bytes(members));
    }
}
