package dev.symbolon.fuzz;

import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Signed JWTs, and the key sets that they are checked with. */
public final class JoseFuzz {

    static final List<String> SEEDS =
            List.of(
                    "eyJhbGciOiJub25lIn0.e30.",
                    "eyJhbGciOiJFUzI1NiJ9.e30.AAAA",
                    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}",
                    "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"kid\":1}]}");

    private static final JwsVerifier VERIFIER =
            new JwsVerifier(
                    JwkSet.parse(Map.of("keys", List.of()), Crypto.jdk()),
                    EnumSet.allOf(SignatureAlgorithm.class));

    private JoseFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        CompactJws.parse(text)
                .ifPresent(jws -> {
                    jws.unverifiedClaims();
                    jws.algorithm();
                    jws.kid();
                });
        if (VERIFIER.verify(text) instanceof JwsVerifier.Verdict.Valid) {
            throw new AssertionError("without a key nothing is signed: " + text);
        }
        try {
            JwkSet.parse(Json.object(text), Crypto.jdk());
        } catch (Json.Malformed | JwkSet.Unusable refused) {
            // What it should say.
        }
    }
}
