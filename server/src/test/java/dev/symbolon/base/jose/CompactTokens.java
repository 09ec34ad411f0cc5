package dev.symbolon.base.jose;

import dev.symbolon.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Map;

/** Tokens as others write them, which need not name their key. */
final class CompactTokens {

    private CompactTokens() {}

    static String withoutKid(
            SignatureAlgorithm algorithm, KeyPair pair, Map<String, Object> claims) {
        String input =
                JwtParts.encode("{\"alg\":\"" + algorithm.wire() + "\"}")
                        + "."
                        + JwtParts.encode(Json.text(claims));
        try {
            Signature signature = Crypto.signature(algorithm, null);
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64Url.ENCODER.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
