package dev.symbolon.testing;

import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.OpaqueValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A key of an app, and the proofs that it signs with it by hand (RFC 9449 §4.2). */
public final class DpopKey {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair pair = SignatureAlgorithm.ES256.newKeyPair();
    private final InstantSource clock;

    public DpopKey(InstantSource clock) {
        this.clock = clock;
    }

    public String thumbprint() {
        return PublicJwk.thumbprint(pair.getPublic());
    }

    public Map<String, Object> jwk() {
        return PublicJwk.members(pair.getPublic());
    }

    /** With its private half, which nobody may see. */
    public Map<String, Object> privateJwk() {
        return Proof.with(jwk(), "d", secret());
    }

    /** The private half alone. */
    public String secret() {
        return BASE64URL.encodeToString(((ECPrivateKey) pair.getPrivate()).getS().toByteArray());
    }

    /** A proof without fault for a request to this address. */
    public Proof proof(String method, String address) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "dpop+jwt");
        header.put("alg", "ES256");
        header.put("jwk", jwk());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", OpaqueValue.random(OpaqueValue.Kind.GRANT).hash());
        claims.put("htm", method);
        claims.put("htu", address);
        claims.put("iat", clock.instant().getEpochSecond());
        return new Proof(header, claims);
    }

    /** What is signed last; tests change what they are about. */
    public final class Proof {
        private final Map<String, Object> header;
        private final Map<String, Object> claims;

        private Proof(Map<String, Object> header, Map<String, Object> claims) {
            this.header = header;
            this.claims = claims;
        }

        public Proof header(String name, Object value) {
            return new Proof(with(header, name, value), claims);
        }

        public Proof with(String name, Object value) {
            return new Proof(header, with(claims, name, value));
        }

        public Proof without(String name) {
            Map<String, Object> fewer = new LinkedHashMap<>(claims);
            fewer.remove(name);
            return new Proof(header, fewer);
        }

        /** For a request with this access token. */
        public Proof of(String accessToken) {
            return with("ath", OpaqueValue.sha256(accessToken));
        }

        public String unsigned() {
            return encoded(header) + "." + encoded(claims) + ".";
        }

        public String signed() {
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

        private static Map<String, Object> with(
                Map<String, Object> members, String name, Object value) {
            Map<String, Object> more = new LinkedHashMap<>(members);
            more.put(name, value);
            return more;
        }

        private static String encoded(Map<String, Object> members) {
            return BASE64URL.encodeToString(Json.bytes(members));
        }
    }
}
