package dev.symbolon.base.jose;

import java.nio.charset.StandardCharsets;

/** A compact JWS as an attacker holds it: three texts to be exchanged at will. */
record JwtParts(String header, String claims, String signature) {

    static JwtParts of(String compact) {
        String[] parts = compact.split("\\.", -1);
        return new JwtParts(parts[0], parts[1], parts[2]);
    }

    static String encode(String json) {
        return Base64Url.ENCODER.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    JwtParts withHeader(String json) {
        return new JwtParts(encode(json), claims, signature);
    }

    JwtParts withClaims(String json) {
        return new JwtParts(header, encode(json), signature);
    }

    JwtParts withSignature(String base64url) {
        return new JwtParts(header, claims, base64url);
    }

    String input() {
        return header + "." + claims;
    }

    String compact() {
        return input() + "." + signature;
    }
}
