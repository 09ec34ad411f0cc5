package dev.symbolon.base.jose;

import dev.symbolon.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes compact JWS (RFC 7515 §3.1) with one key. Headers are encoded once for each type of token;
 * what is left is the claims' JSON, base64 and the signature. For any number of threads.
 */
public final class JwsSigner {

    private final SignatureAlgorithm algorithm;
    private final String kid;
    private final SignaturePool signatures;
    private final Map<String, byte[]> headers = new ConcurrentHashMap<>();

    public JwsSigner(SignatureAlgorithm algorithm, String kid, PrivateKey key, Crypto crypto) {
        this.algorithm = algorithm;
        this.kid = kid;
        this.signatures = SignaturePool.signing(algorithm, key, crypto);
    }

    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    public String kid() {
        return kid;
    }

    /**
     * The claims as a signed token.
     *
     * @param typ the header's type, RFC 8725 §3.11: {@code JWT}, {@code at+jwt}, …; a constant of
     *     the caller, never something that was sent, as its header is kept
     */
    public String sign(String typ, Map<String, Object> claims) {
        byte[] header = headers.computeIfAbsent(typ, this::header);
        byte[] payload = Base64Url.ENCODER.encode(Json.bytes(claims));
        int signed = header.length + payload.length;
        byte[] input = Arrays.copyOf(header, signed);
        System.arraycopy(payload, 0, input, header.length, payload.length);
        byte[] signature = Base64Url.ENCODER.encode(signature(input));
        byte[] token = Arrays.copyOf(input, signed + 1 + signature.length);
        token[signed] = '.';
        System.arraycopy(signature, 0, token, signed + 1, signature.length);
        return new String(token, StandardCharsets.ISO_8859_1);
    }

    private byte[] signature(byte[] input) {
        try {
            return signatures.sign(input, input.length);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("signing with key " + kid + " failed", broken);
        }
    }

    private byte[] header(String typ) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm.wire());
        header.put("kid", kid);
        header.put("typ", typ);
        return (Base64Url.ENCODER.encodeToString(Json.bytes(header)) + '.')
                .getBytes(StandardCharsets.US_ASCII);
    }
}
