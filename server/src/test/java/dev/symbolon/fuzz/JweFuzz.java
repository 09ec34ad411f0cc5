package dev.symbolon.fuzz;

import dev.symbolon.base.jose.CompactJwe;
import dev.symbolon.base.jose.DecryptionKey;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Encrypted texts: whatever comes, it is opened or it is not, and nothing else happens. */
public final class JweFuzz {

    private static final String POINT =
            "\"kty\":\"EC\",\"crv\":\"P-256\","
                    + "\"x\":\"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0\","
                    + "\"y\":\"SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps\"";

    static final List<String> SEEDS =
            List.of(
                    compact(
                            "{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{" + POINT + "}}",
                            ""),
                    compact("{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":{}}", ""),
                    compact("{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":7,\"apu\":[]}", ""),
                    compact("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"kid\":null}", "AAAA"),
                    compact("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}", ""),
                    "....",
                    "e30.AA.AA.AA.AA");

    private static final List<DecryptionKey> KEYS =
            Arrays.stream(EncryptionAlgorithm.values())
                    .map(algorithm ->
                            new DecryptionKey(algorithm, algorithm.newKey().pair().getPrivate()))
                    .toList();

    private JweFuzz() {}

    private static String compact(String header, String key) {
        return java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + key
                + ".AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA";
    }

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        CompactJwe.parse(text)
                .ifPresent(jwe -> {
                    jwe.kid();
                    jwe.mayHoldJwt();
                    for (DecryptionKey key : KEYS) {
                        if (key.decrypt(jwe).isPresent()) {
                            throw new AssertionError("nobody encrypted this: " + text);
                        }
                    }
                });
    }
}
