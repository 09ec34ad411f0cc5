package dev.symbolon.base.jose;

import static dev.symbolon.base.jose.JwsVerifier.Reason.ALGORITHM;
import static dev.symbolon.base.jose.JwsVerifier.Reason.KEY;
import static dev.symbolon.base.jose.JwsVerifier.Reason.MALFORMED;
import static dev.symbolon.base.jose.JwsVerifier.Reason.SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8725: attacks on signed tokens")
class JwsAttacksTest {

    private static final Crypto CRYPTO = Crypto.jdk();
    private static final KeyPair RSA = SignatureAlgorithm.RS256.newKeyPair();
    private static final KeyPair EC = SignatureAlgorithm.ES256.newKeyPair();
    private static final String TOKEN =
            new JwsSigner(SignatureAlgorithm.RS256, "rsa", RSA.getPrivate(), CRYPTO)
                    .sign("JWT", Map.of("sub", "alice"));
    private static final String EC_TOKEN =
            new JwsSigner(SignatureAlgorithm.ES256, "ec", EC.getPrivate(), CRYPTO)
                    .sign("JWT", Map.of("sub", "alice"));

    private final JwsVerifier verifier =
            new JwsVerifier(
                    JwkSet.parse(
                            Map.of(
                                    "keys",
                                    List.of(
                                            jwk("rsa", RSA, Map.of("alg", "RS256")),
                                            jwk("ec", EC, Map.of()))),
                            CRYPTO),
                    EnumSet.allOf(SignatureAlgorithm.class));

    private static Map<String, Object> jwk(String kid, KeyPair pair, Map<String, Object> more) {
        Map<String, Object> jwk = new HashMap<>(PublicJwk.members(pair.getPublic()));
        jwk.put("kid", kid);
        jwk.putAll(more);
        return jwk;
    }

    @Test
    @DisplayName("the untouched tokens hold")
    void untouched() {
        assertThat(verifier.verify(TOKEN)).isInstanceOf(JwsVerifier.Verdict.Valid.class);
        assertThat(verifier.verify(EC_TOKEN)).isInstanceOf(JwsVerifier.Verdict.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
    @DisplayName("alg none is refused in every spelling, with and without a signature (§3.2)")
    void none(String none) {
        JwtParts unsigned = JwtParts.of(TOKEN).withHeader("{\"alg\":\"" + none + "\"}");
        assertRefused(unsigned.withSignature("").compact(), MALFORMED);
        assertRefused(unsigned.compact(), ALGORITHM);
    }

    @Test
    @DisplayName("an HMAC keyed with the public RSA key is refused (§2.1)")
    void hmacWithPublicKey() throws Exception {
        JwtParts forged = JwtParts.of(TOKEN).withHeader("{\"alg\":\"HS256\",\"kid\":\"rsa\"}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(RSA.getPublic().getEncoded(), "HmacSHA256"));
        byte[] signature = mac.doFinal(forged.input().getBytes(StandardCharsets.US_ASCII));
        assertRefused(
                forged.withSignature(Base64Url.ENCODER.encodeToString(signature)).compact(),
                ALGORITHM);
    }

    @Test
    @DisplayName("a key that is for RS256 is not used for PS256 (§3.1)")
    void anotherAlgorithmOfTheSameKey() {
        String token =
                new JwsSigner(SignatureAlgorithm.PS256, "rsa", RSA.getPrivate(), CRYPTO)
                        .sign("JWT", Map.of("sub", "alice"));
        assertRefused(token, KEY);
    }

    @Test
    @DisplayName("an algorithm that the key's type cannot have is refused (§3.1)")
    void keyOfAnotherType() {
        assertRefused(
                JwtParts.of(TOKEN).withHeader("{\"alg\":\"RS256\",\"kid\":\"ec\"}").compact(), KEY);
    }

    @Test
    @DisplayName("an algorithm outside the caller's list is refused (§3.1)")
    void notAllowed() {
        JwkSet keys = JwkSet.parse(Map.of("keys", List.of(jwk("rsa", RSA, Map.of()))), CRYPTO);
        assertThat(new JwsVerifier(keys, EnumSet.of(SignatureAlgorithm.ES256)).verify(TOKEN))
                .isEqualTo(new JwsVerifier.Verdict.Invalid(ALGORITHM));
    }

    @Test
    @DisplayName("a kid that nobody knows is refused, whatever key signed it")
    void unknownKid() {
        String token =
                new JwsSigner(SignatureAlgorithm.RS256, "other", RSA.getPrivate(), CRYPTO)
                        .sign("JWT", Map.of("sub", "alice"));
        assertRefused(token, KEY);
    }

    @Test
    @DisplayName("a key that the token brings itself is not looked at (§3.10)")
    void ownKey() {
        KeyPair mallory = SignatureAlgorithm.RS256.newKeyPair();
        String n = String.valueOf(PublicJwk.members(mallory.getPublic()).get("n"));
        JwtParts forged =
                JwtParts.of(TOKEN)
                        .withHeader(
                                "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"jwk\":{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
                                        + n
                                        + "\"}}");
        assertRefused(signedBy(mallory, forged), SIGNATURE);
    }

    @Test
    @DisplayName("claims, header or signature once changed are refused")
    void tampered() {
        JwtParts parts = JwtParts.of(TOKEN);
        assertRefused(parts.withClaims("{\"sub\":\"bob\"}").compact(), SIGNATURE);
        assertRefused(
                parts.withHeader("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":\"at+jwt\"}")
                        .compact(),
                SIGNATURE);
        char first = parts.signature().charAt(0) == 'A' ? 'B' : 'A';
        assertRefused(
                parts.withSignature(first + parts.signature().substring(1)).compact(), SIGNATURE);
        assertRefused(parts.withSignature("AAAA").compact(), SIGNATURE);
    }

    @Test
    @DisplayName("an ECDSA signature of zeros is refused")
    void zeros() {
        String zeros = Base64Url.ENCODER.encodeToString(new byte[64]);
        assertRefused(JwtParts.of(EC_TOKEN).withSignature(zeros).compact(), SIGNATURE);
    }

    @Test
    @DisplayName("crit and b64 ask for what we do not do, and are refused (RFC 7515 §4.1.11)")
    void extensions() {
        for (String header :
                List.of(
                        "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[\"exp\"],\"exp\":1}",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[]}",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"b64\":false}")) {
            assertRefused(signedBy(RSA, JwtParts.of(TOKEN).withHeader(header)), MALFORMED);
        }
    }

    @Test
    @DisplayName("one that says its algorithm twice is refused (RFC 7515 §4)")
    void twice() {
        assertRefused(
                signedBy(
                        RSA,
                        JwtParts.of(TOKEN)
                                .withHeader(
                                        "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"alg\":\"none\"}")),
                MALFORMED);
    }

    @Test
    @DisplayName("signed text that holds no JSON object is refused")
    void noClaims() {
        assertRefused(signedBy(RSA, JwtParts.of(TOKEN).withClaims("[1]")), MALFORMED);
        assertRefused(signedBy(RSA, JwtParts.of(TOKEN).withClaims("null")), MALFORMED);
    }

    @Test
    @DisplayName("over 16 KiB nothing is read")
    void oversized() {
        JwtParts large = JwtParts.of(TOKEN).withClaims("{\"a\":\"" + "x".repeat(13_000) + "\"}");
        assertRefused(signedBy(RSA, large), MALFORMED);
    }

    @Test
    @DisplayName("each token has one spelling: no padding, no stray bits, no other alphabet")
    void spelling() {
        JwtParts parts = JwtParts.of(TOKEN);
        assertRefused(parts.compact() + "=", MALFORMED);
        assertRefused(parts.compact() + "==", MALFORMED);
        assertRefused(parts.compact().replace('.', ' '), MALFORMED);
        // 256 bytes end in a character of which four bits mean nothing.
        String signature = parts.signature();
        char last = signature.charAt(signature.length() - 1);
        String stray = signature.substring(0, signature.length() - 1) + (char) (last + 1);
        assertRefused(parts.withSignature(stray).compact(), MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "a.b", "a.b.c.d", ".a.b", "a..b", "a.b.", "é.é.é"})
    @DisplayName("what is no compact JWS is refused (RFC 7515 §7.1)")
    void noJws(String text) {
        assertRefused(text, MALFORMED);
    }

    private static String signedBy(KeyPair pair, JwtParts parts) {
        try {
            var signature = java.security.Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(parts.input().getBytes(StandardCharsets.US_ASCII));
            return parts.withSignature(Base64Url.ENCODER.encodeToString(signature.sign()))
                    .compact();
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void assertRefused(String token, JwsVerifier.Reason reason) {
        assertThat(verifier.verify(token)).isEqualTo(new JwsVerifier.Verdict.Invalid(reason));
    }
}
