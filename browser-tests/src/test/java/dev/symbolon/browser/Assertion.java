package dev.symbolon.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Client assertions (RFC 7523 §2.2), as an app's library would sign them. */
final class Assertion {

    static final String KID = "signing";

    private final KeyPair pair;

    Assertion() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        pair = generator.generateKeyPair();
    }

    /** The key to register. */
    String jwks() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return """
        {"keys": [{"kty": "EC", "crv": "P-256", "kid": "%s", "x": "%s", "y": "%s"}]}\
        """
                .formatted(KID, coordinate(point.getAffineX()), coordinate(point.getAffineY()));
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = new byte[32];
        byte[] digits = value.toByteArray();
        int length = Math.min(digits.length, 32);
        System.arraycopy(digits, digits.length - length, bytes, 32 - length, length);
        return encoded(bytes);
    }

    /** A form with an assertion. */
    Map<String, String> form(String clientId, String audience, Instant expiry, String kid)
            throws GeneralSecurityException {
        String claims =
                """
                {"iss":"%s","sub":"%s","aud":"%s","jti":"%s","exp":%d}\
                """
                        .formatted(
                                clientId,
                                clientId,
                                audience,
                                UUID.randomUUID(),
                                expiry.getEpochSecond());
        String header = "{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}";
        String signed = encoded(header.getBytes(UTF_8)) + "." + encoded(claims.getBytes(UTF_8));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(pair.getPrivate());
        signature.update(signed.getBytes(UTF_8));
        return form(signed + "." + encoded(signature.sign()));
    }

    /** A form with an assertion of an algorithm that needs no key of its own. */
    static Map<String, String> withoutSecret(String clientId, URI issuer) {
        String header = encoded("{\"alg\":\"HS256\"}".getBytes(UTF_8));
        String claims =
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\"}"
                        .formatted(clientId, clientId, issuer);
        return form(header + "." + encoded(claims.getBytes(UTF_8)) + ".AAAA");
    }

    private static Map<String, String> form(String assertion) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion);
        return form;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
