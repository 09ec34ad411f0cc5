package dev.symbolon.base.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.json.Json;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7517 §5: key sets of others")
class JwkSetTest {

    private static final Crypto CRYPTO = Crypto.jdk();
    private static final KeyPair EC = SignatureAlgorithm.ES256.newKeyPair();

    @Test
    @DisplayName("keys of unknown types, other curves, small RSA and encryption are left out")
    void leftOut() throws Exception {
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        Map<String, Object> encryption = new HashMap<>(PublicJwk.members(EC.getPublic()));
        encryption.put("use", "enc");
        Map<String, Object> latticeForEncryption =
                new HashMap<>(
                        PublicJwk.members(SignatureAlgorithm.ML_DSA_44.newKeyPair().getPublic()));
        latticeForEncryption.put("use", "enc");
        JwkSet set =
                parse(
                        List.of(
                                PublicJwk.members(small.generateKeyPair().getPublic()),
                                encryption,
                                Map.of("kty", "AKP", "alg", "SLH-DSA-SHA2-128s", "pub", "AAAA"),
                                latticeForEncryption));
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            assertThat(set.has(algorithm)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a key without alg serves the algorithms of its type and curve, and no other")
    void fitting(SignatureAlgorithm algorithm) {
        Map<String, Object> jwk = PublicJwk.members(algorithm.newKeyPair().getPublic());
        JwkSet set = parse(List.of(jwk));
        List<String> fitting =
                switch (algorithm) {
                    case RS256, PS256, PS384, PS512 -> List.of("RS256", "PS256", "PS384", "PS512");
                    case EDDSA, ED25519 -> List.of("EdDSA", "Ed25519");
                    default -> List.of(algorithm.wire());
                };
        assertThat(SignatureAlgorithm.values())
                .filteredOn(set::has)
                .extracting(SignatureAlgorithm::wire)
                .containsExactlyElementsOf(fitting);
    }

    @Test
    @DisplayName("who says which key is for encryption gets it with that (Core §10.2)")
    void recipients() {
        Map<String, Object> any = jwk("any", Map.of());
        Map<String, Object> enc = jwk("enc", Map.of("use", "enc"));
        Map<String, Object> sig = jwk("sig", Map.of("use", "sig"));
        Map<String, Object> other = jwk("other", Map.of("use", "enc", "alg", "ECDH-ES+A128KW"));
        Map<String, Object> named = jwk("named", Map.of("use", "enc", "alg", "ECDH-ES"));
        assertThat(recipient(List.of(any, sig, enc))).contains("enc");
        assertThat(recipient(List.of(sig, any, other))).contains("any");
        assertThat(recipient(List.of(sig, other, named))).contains("named");
        assertThat(recipient(List.of(sig, other))).isEmpty();
        assertThat(parse(List.of(enc)).recipient(EncryptionAlgorithm.RSA_OAEP_256)).isEmpty();
        assertThat(parse(List.of(enc)).signNothing()).isTrue();
    }

    private static Map<String, Object> jwk(String kid, Map<String, Object> more) {
        Map<String, Object> jwk = new HashMap<>(PublicJwk.members(EC.getPublic()));
        jwk.put("kid", kid);
        jwk.putAll(more);
        return jwk;
    }

    private static Optional<String> recipient(List<Map<String, Object>> keys) {
        return parse(keys)
                .recipient(EncryptionAlgorithm.ECDH_ES)
                .map(found -> String.valueOf(found.kid()));
    }

    @Test
    @DisplayName("a key on another curve than its alg has (RFC 7518 §3.4) serves nothing")
    void wrongCurve() {
        Map<String, Object> jwk = new HashMap<>(PublicJwk.members(EC.getPublic()));
        jwk.put("alg", "ES384");
        assertThat(SignatureAlgorithm.values()).noneMatch(parse(List.of(jwk))::has);
    }

    @Test
    @DisplayName("without a kid a token needs a key that is the only one for it (Core §10.1)")
    void ambiguous() {
        KeyPair other = SignatureAlgorithm.ES256.newKeyPair();
        String token =
                CompactTokens.withoutKid(SignatureAlgorithm.ES256, EC, Map.of("sub", "alice"));
        assertThat(verdict(parse(List.of(PublicJwk.members(EC.getPublic()))), token))
                .isInstanceOf(JwsVerifier.Verdict.Valid.class);
        assertThat(
                        verdict(
                                parse(
                                        List.of(
                                                PublicJwk.members(EC.getPublic()),
                                                PublicJwk.members(other.getPublic()))),
                                token))
                .isEqualTo(new JwsVerifier.Verdict.Invalid(JwsVerifier.Reason.KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[1]}",
                "{\"keys\":[null]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":5,\"e\":\"AQAB\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-521\",\"x\":\"AAAA\",\"y\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-87\",\"pub\":\"\"}]}",
                "{\"keys\":[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"A==\"}]}",
                "{\"keys\":[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":7}]}",
                "{\"keys\":[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\"}]}",
                "{\"keys\":[{\"kty\":\"AKP\",\"pub\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AAAA\",\"priv\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":7,\"x\":[]}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AAAA\",\"e\":\"AQAB\",\"x5c\":[1]}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AAAA\",\"e\":\"AQAB\",\"key_ops\":[1]}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\",\"d\":\"AAAA\"}]}"
            })
    @DisplayName("broken keys, secrets and private keys are refused with their place")
    void unusable(String json) {
        assertThatThrownBy(() -> JwkSet.parse(Json.object(json), CRYPTO))
                .isInstanceOf(JwkSet.Unusable.class)
                .message()
                .containsPattern("keys")
                .doesNotContain("AAAA");
    }

    private static JwkSet parse(List<Map<String, Object>> keys) {
        return JwkSet.parse(Map.of("keys", keys), CRYPTO);
    }

    private static JwsVerifier.Verdict verdict(JwkSet keys, String token) {
        return new JwsVerifier(keys, Set.of(SignatureAlgorithm.ES256)).verify(token);
    }
}
