package dev.symbolon.base.jose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7516 §11, RFC 7518 §8, RFC 8725: attacks on encrypted texts")
class JweAttacksTest {

    private static final KeyPair RSA = EncryptionAlgorithm.RSA_OAEP_256.newKey().pair();
    private static final KeyPair EC = EncryptionAlgorithm.ECDH_ES.newKey().pair();
    private static final DecryptionKey OF_RSA =
            new DecryptionKey(EncryptionAlgorithm.RSA_OAEP_256, RSA.getPrivate());
    private static final DecryptionKey OF_EC =
            new DecryptionKey(EncryptionAlgorithm.ECDH_ES, EC.getPrivate());

    static Stream<Arguments> everything() {
        return Arrays.stream(ContentEncryption.values())
                .flatMap(enc ->
                        Stream.of(
                                Arguments.of(enc, OF_RSA, encrypted(enc, RSA)),
                                Arguments.of(enc, OF_EC, encrypted(enc, EC))));
    }

    private static String encrypted(ContentEncryption enc, KeyPair pair) {
        EncryptionAlgorithm alg =
                pair.getPublic() instanceof ECPublicKey
                        ? EncryptionAlgorithm.ECDH_ES
                        : EncryptionAlgorithm.RSA_OAEP_256;
        return new Recipient("k", alg, pair.getPublic()).encryptJwt(enc, "a.b.c");
    }

    private static Optional<byte[]> opened(DecryptionKey key, String compact) {
        return CompactJwe.parse(compact).flatMap(key::decrypt);
    }

    private static String withPart(String compact, int index, String part) {
        String[] parts = compact.split("\\.", -1);
        parts[index] = part;
        return String.join(".", parts);
    }

    private static String withHeader(String compact, String name, Object value) {
        String[] parts = compact.split("\\.", -1);
        Map<String, Object> header =
                new LinkedHashMap<>(
                        Json.object(
                                new String(
                                        Base64Url.decode(parts[0]).orElseThrow(),
                                        StandardCharsets.UTF_8)));
        header.put(name, value);
        return withPart(compact, 0, JwtParts.encode(Json.text(header)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    @DisplayName(
            "each part once changed, whatever bit of it, closes the text, and nothing is thrown")
    void changed(ContentEncryption enc, DecryptionKey key, String compact) {
        assertThat(opened(key, compact)).isPresent();
        String[] parts = compact.split("\\.", -1);
        for (int part = 1; part < parts.length; part++) {
            byte[] bytes = Base64Url.decode(parts[part]).orElseThrow();
            for (int i = 0; i < bytes.length; i += Math.max(1, bytes.length / 8)) {
                byte[] other = bytes.clone();
                other[i] ^= 1;
                String changed = withPart(compact, part, Base64Url.ENCODER.encodeToString(other));
                assertThat(opened(key, changed)).as("part %d, byte %d", part, i).isEmpty();
            }
        }
        // The header is authenticated, too (RFC 7516 §5.1, step 14).
        assertThat(opened(key, withHeader(compact, "cty", "other"))).isEmpty();
        assertThat(opened(key, withHeader(compact, "kid", "other"))).isEmpty();
        for (ContentEncryption other : ContentEncryption.values()) {
            assertThat(opened(key, withHeader(compact, "enc", other.wire())).isPresent())
                    .isEqualTo(other == enc);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    @DisplayName("a key of the other type, or another of the same, opens nothing")
    void otherKeys(ContentEncryption enc, DecryptionKey key, String compact) {
        DecryptionKey otherType = key == OF_EC ? OF_RSA : OF_EC;
        assertThat(opened(otherType, compact)).isEmpty();
        DecryptionKey other =
                new DecryptionKey(key.algorithm(), key.algorithm().newKey().pair().getPrivate());
        assertThat(opened(other, compact)).isEmpty();
        // An RSA key for what is agreed upon, and the reverse.
        EncryptionAlgorithm otherAlg =
                key == OF_EC ? EncryptionAlgorithm.RSA_OAEP_256 : EncryptionAlgorithm.ECDH_ES;
        assertThat(opened(key, withHeader(compact, "alg", otherAlg.wire()))).isEmpty();
        assertThat(opened(otherType, withHeader(compact, "alg", otherAlg.wire()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "crit", "p2c", "p2s", "b64"})
    @DisplayName(
            "compression, extensions and numbers of rounds are refused before anything is reckoned")
    void refused(String name) {
        String compact = encrypted(ContentEncryption.A256GCM, EC);
        Object value = name.equals("zip") ? "DEF" : name.equals("p2c") ? 1 : "x";
        assertThat(CompactJwe.parse(withHeader(compact, name, value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RSA1_5",
                "RSA-OAEP",
                "RSA-OAEP-512",
                "dir",
                "A128KW",
                "ECDH-ES+A128KW",
                "PBES2-HS256+A128KW",
                "ecdh-es",
                "none",
                ""
            })
    @DisplayName("an alg that is not offered is refused (RFC 8725 §3.2)")
    void algorithms(String alg) {
        for (KeyPair pair : new KeyPair[] {RSA, EC}) {
            String compact = encrypted(ContentEncryption.A256GCM, pair);
            assertThat(CompactJwe.parse(withHeader(compact, "alg", alg))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A192GCM", "A256CBC-HS512", "XC20P", "a256gcm", ""})
    @DisplayName("an enc that is not offered is refused")
    void methods(String enc) {
        String compact = encrypted(ContentEncryption.A256GCM, EC);
        assertThat(CompactJwe.parse(withHeader(compact, "enc", enc))).isEmpty();
    }

    @Test
    @DisplayName("a point that is not on the curve is never reckoned with (invalid-curve attack)")
    void invalidCurve() throws Exception {
        ECPrivateKey mine = (ECPrivateKey) EC.getPrivate();
        Map<String, Object> good = PublicJwk.members(EC.getPublic());
        assertThat(EcdhEs.epk(good, mine)).isNotNull();
        String compact = encrypted(ContentEncryption.A128GCM, EC);
        BigInteger p =
                new BigInteger(
                        "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
        BigInteger x = ((ECPublicKey) EC.getPublic()).getW().getAffineX();
        BigInteger y = ((ECPublicKey) EC.getPublic()).getW().getAffineY();
        // Points of other curves with the same a, of small order or not; zero; beyond the field.
        BigInteger[][] points = {
            {x, y.add(BigInteger.ONE)},
            {x.add(BigInteger.ONE), y},
            {BigInteger.ZERO, BigInteger.ZERO},
            {BigInteger.ONE, BigInteger.ONE},
            {y, x},
            {p, y},
            {x, p},
            {p.subtract(BigInteger.ONE), BigInteger.ZERO},
        };
        for (BigInteger[] point : points) {
            Map<String, Object> epk = new LinkedHashMap<>(good);
            epk.put("x", coordinate(point[0]));
            epk.put("y", coordinate(point[1]));
            assertThat(NamedCurve.P_256.has(new java.security.spec.ECPoint(point[0], point[1])))
                    .isFalse();
            assertThat(opened(OF_EC, withHeader(compact, "epk", epk))).isEmpty();
        }
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] full = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, full, 32 - length, length);
        return Base64Url.ENCODER.encodeToString(full);
    }

    @Test
    @DisplayName("epk is a public key on the reader's curve, whole and in one spelling")
    void otherEpk() {
        String compact = encrypted(ContentEncryption.A128GCM, EC);
        Map<String, Object> good = PublicJwk.members(EC.getPublic());
        Map<String, Object> p384 =
                PublicJwk.members(SignatureAlgorithm.ES384.newKeyPair().getPublic());
        Map<String, Object> edwards =
                PublicJwk.members(SignatureAlgorithm.ED25519.newKeyPair().getPublic());
        Stream.of(
                        p384,
                        edwards,
                        Map.of(),
                        "x",
                        with(good, "kty", "OKP"),
                        with(good, "crv", "P-384"),
                        with(good, "crv", 7),
                        with(good, "x", "AAAA"),
                        with(good, "x", good.get("x") + "="),
                        with(good, "y", 7),
                        with(good, "y", ""),
                        with(good, "d", "AAAA"))
                .forEach(epk ->
                        assertThat(opened(OF_EC, withHeader(compact, "epk", epk)))
                                .as("%s", epk)
                                .isEmpty());
    }

    private static Map<String, Object> with(Map<String, Object> jwk, String name, Object value) {
        Map<String, Object> other = new LinkedHashMap<>(jwk);
        other.put(name, value);
        return other;
    }

    @Test
    @DisplayName(
            "RFC 7516 §11.5: an encrypted key that does not open looks like a tag that does not fit")
    void noOracle() {
        String compact = encrypted(ContentEncryption.A128CBC_HS256, RSA);
        for (int length : new int[] {1, 32, 255, 256, 257, 1000}) {
            byte[] key = new byte[length];
            Arrays.fill(key, (byte) 0x42);
            String other = withPart(compact, 1, Base64Url.ENCODER.encodeToString(key));
            assertThat(opened(OF_RSA, other)).isEmpty();
        }
        // Well wrapped, but a key of another length.
        String shorter = encrypted(ContentEncryption.A128GCM, RSA).split("\\.")[1];
        assertThat(opened(OF_RSA, withPart(compact, 1, shorter))).isEmpty();
    }

    @Test
    @DisplayName("what is agreed upon sends no key, what is wrapped does (RFC 7516 §5.2, step 10)")
    void encryptedKey() {
        String agreed = encrypted(ContentEncryption.A256GCM, EC);
        assertThat(CompactJwe.parse(withPart(agreed, 1, "AAAA"))).isEmpty();
        String wrapped = encrypted(ContentEncryption.A256GCM, RSA);
        assertThat(CompactJwe.parse(withPart(wrapped, 1, ""))).isEmpty();
    }

    @Test
    @DisplayName("iv and tag have their one length (RFC 7518 §5.3)")
    void lengths() {
        String compact = encrypted(ContentEncryption.A256GCM, EC);
        for (int part : new int[] {2, 4}) {
            for (String other : new String[] {"", "AAAA", "A".repeat(64)}) {
                assertThat(CompactJwe.parse(withPart(compact, part, other))).isEmpty();
            }
        }
        // A short tag would be guessed soon.
        String tag = compact.split("\\.")[4];
        assertThat(CompactJwe.parse(withPart(compact, 4, tag.substring(0, 16)))).isEmpty();
    }

    @Test
    @DisplayName("over 24 KiB nothing is read")
    void tooLong() {
        String compact = encrypted(ContentEncryption.A256GCM, EC);
        assertThat(CompactJwe.parse(withPart(compact, 3, "A".repeat(CompactJwe.LONGEST))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "....", "a.b.c", "a.b.c.d.e.f", "e30.AA.AA.AA.AA", "e30.AA"})
    @DisplayName("what is no compact JWE is refused (RFC 7516 §7.1)")
    void noJwe(String text) {
        assertThat(CompactJwe.parse(text)).isEmpty();
    }
}
