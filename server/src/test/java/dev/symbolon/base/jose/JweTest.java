package dev.symbolon.base.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("RFC 7516: encrypted texts, as in its examples, and with Nimbus on the other side")
class JweTest {

    private static final KeyPair RSA = EncryptionAlgorithm.RSA_OAEP_256.newKey().pair();
    private static final KeyPair EC = EncryptionAlgorithm.ECDH_ES.newKey().pair();

    static Stream<Arguments> everything() {
        return Arrays.stream(EncryptionAlgorithm.values())
                .flatMap(alg ->
                        Arrays.stream(ContentEncryption.values())
                                .map(enc -> Arguments.of(alg, enc)));
    }

    private static KeyPair pair(EncryptionAlgorithm alg) {
        return alg == EncryptionAlgorithm.ECDH_ES ? EC : RSA;
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everything")
    @DisplayName("what we encrypt Nimbus opens")
    void ours(EncryptionAlgorithm alg, ContentEncryption enc) throws Exception {
        String jwe =
                new Recipient("k1", alg, pair(alg).getPublic()).encryptJwt(enc, "eyJ.eyJ.AAAA");
        JWEObject theirs = JWEObject.parse(jwe);
        JWEDecrypter decrypter =
                alg == EncryptionAlgorithm.ECDH_ES
                        ? new ECDHDecrypter((ECPrivateKey) EC.getPrivate())
                        : new RSADecrypter(RSA.getPrivate());
        theirs.decrypt(decrypter);
        assertThat(theirs.getPayload().toString()).isEqualTo("eyJ.eyJ.AAAA");
        assertThat(theirs.getHeader().getContentType()).as("RFC 7519 §5.2").isEqualTo("JWT");
        assertThat(theirs.getHeader().getKeyID()).isEqualTo("k1");
        assertThat(theirs.getHeader().getAlgorithm().getName()).isEqualTo(alg.wire());
        assertThat(theirs.getHeader().getEncryptionMethod().getName()).isEqualTo(enc.wire());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everything")
    @DisplayName("what Nimbus encrypts we open, of any length")
    void theirs(EncryptionAlgorithm alg, ContentEncryption enc) throws Exception {
        JWEEncrypter encrypter =
                alg == EncryptionAlgorithm.ECDH_ES
                        ? new ECDHEncrypter((ECPublicKey) EC.getPublic())
                        : new RSAEncrypter((RSAPublicKey) RSA.getPublic());
        JWEHeader header =
                new JWEHeader.Builder(
                                JWEAlgorithm.parse(alg.wire()), EncryptionMethod.parse(enc.wire()))
                        .keyID("k1")
                        .agreementPartyUInfo(Base64URL.encode("Alice"))
                        .agreementPartyVInfo(Base64URL.encode("Bob"))
                        .build();
        DecryptionKey key = new DecryptionKey(alg, pair(alg).getPrivate());
        for (int length : new int[] {0, 1, 15, 16, 17, 5000}) {
            JWEObject theirs = new JWEObject(header, new Payload("x".repeat(length)));
            theirs.encrypt(encrypter);
            CompactJwe jwe = CompactJwe.parse(theirs.serialize()).orElseThrow();
            assertThat(jwe.kid()).contains("k1");
            assertThat(text(key.decrypt(jwe))).contains("x".repeat(length));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("RFC 7518 §4.6.1.1: a reader's key may be on any curve that JOSE names")
    void curves(NamedCurve curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(curve.parameters());
        KeyPair pair = generator.generateKeyPair();
        String jwe =
                new Recipient(null, EncryptionAlgorithm.ECDH_ES, pair.getPublic())
                        .encryptClaims(ContentEncryption.A256GCM, Map.of("sub", "alice"));
        JWEObject theirs = JWEObject.parse(jwe);
        theirs.decrypt(new ECDHDecrypter((ECPrivateKey) pair.getPrivate()));
        assertThat(theirs.getPayload().toJSONObject()).containsEntry("sub", "alice");
        assertThat(theirs.getHeader().getKeyID()).isNull();
        assertThat(
                        text(
                                new DecryptionKey(EncryptionAlgorithm.ECDH_ES, pair.getPrivate())
                                        .decrypt(CompactJwe.parse(jwe).orElseThrow())))
                .contains("{\"sub\":\"alice\"}");
    }

    @Test
    @DisplayName("no two encrypted texts are alike (RFC 7516 §5.1)")
    void fresh() {
        Recipient reader = new Recipient("k", EncryptionAlgorithm.ECDH_ES, EC.getPublic());
        assertThat(
                        Stream.generate(() -> reader.encryptJwt(ContentEncryption.A128GCM, "a"))
                                .limit(50)
                                .distinct())
                .hasSize(50);
    }

    private static Optional<String> text(Optional<byte[]> decrypted) {
        return decrypted.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("A256GCM as in RFC 7516 appendix A.1")
    void appendixA1() throws Exception {
        byte[] key =
                octets(
                        177, 161, 244, 128, 84, 143, 225, 115, 63, 180, 3, 255, 107, 154, 212, 246,
                        138, 7, 110, 91, 112, 46, 34, 105, 47, 130, 203, 46, 122, 234, 64, 252);
        byte[] iv = octets(227, 197, 117, 252, 2, 219, 233, 68, 180, 225, 77, 219);
        assertSealed(
                ContentEncryption.A256GCM,
                key,
                iv,
                "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ",
                "The true sign of intelligence is not knowledge but imagination.",
                "5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6ji"
                        + "SdiwkIr3ajwQzaBtQD_A",
                "XFBoMYUZodetZdvTiFvSkQ");
    }

    @Test
    @DisplayName("A128CBC-HS256 as in RFC 7516 appendix A.2 and A.3")
    void appendixA2() throws Exception {
        byte[] key =
                octets(
                        4, 211, 31, 197, 84, 157, 252, 254, 11, 100, 157, 250, 63, 170, 106, 206,
                        107, 124, 212, 45, 111, 107, 9, 219, 200, 177, 0, 240, 143, 156, 44, 207);
        byte[] iv = octets(3, 22, 60, 12, 43, 67, 104, 105, 108, 108, 105, 99, 111, 116, 104, 101);
        String cipherText = "KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY";
        assertSealed(
                ContentEncryption.A128CBC_HS256,
                key,
                iv,
                "eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0",
                "Live long and prosper.",
                cipherText,
                "9hH0vgRfYgPnAHOd8stkvw");
        assertSealed(
                ContentEncryption.A128CBC_HS256,
                key,
                iv,
                "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0",
                "Live long and prosper.",
                cipherText,
                "U0m_YmjN04DJvceFICbCVQ");
    }

    private static void assertSealed(
            ContentEncryption enc,
            byte[] key,
            byte[] iv,
            String header,
            String text,
            String cipherText,
            String tag)
            throws Exception {
        byte[] associated = header.getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = enc.encrypt(key, iv, text.getBytes(StandardCharsets.US_ASCII), associated);
        byte[] expected = Base64Url.decode(cipherText).orElseThrow();
        byte[] expectedTag = Base64Url.decode(tag).orElseThrow();
        assertThat(sealed).startsWith(expected).endsWith(expectedTag);
        assertThat(sealed).hasSize(expected.length + expectedTag.length);
        assertThat(enc.decrypt(key, iv, expected, expectedTag, associated))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(text);
    }

    @Test
    @DisplayName("the key that Alice and Bob agree upon in RFC 7518 appendix C")
    void appendixC() throws Exception {
        ECKey alice =
                ECKey.parse(
                        Map.of(
                                "kty", "EC",
                                "crv", "P-256",
                                "x", "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
                                "y", "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps",
                                "d", "0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo"));
        ECKey bob =
                ECKey.parse(
                        Map.of(
                                "kty", "EC",
                                "crv", "P-256",
                                "x", "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
                                "y", "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
                                "d", "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"));
        byte[] apu = "Alice".getBytes(StandardCharsets.US_ASCII);
        byte[] apv = "Bob".getBytes(StandardCharsets.US_ASCII);
        byte[] ofAlice =
                EcdhEs.agreed(
                        alice.toECPrivateKey(),
                        bob.toECPublicKey(),
                        ContentEncryption.A128GCM,
                        apu,
                        apv);
        ECPublicKey epk =
                EcdhEs.epk(PublicJwk.members(alice.toECPublicKey()), bob.toECPrivateKey());
        byte[] ofBob =
                EcdhEs.agreed(bob.toECPrivateKey(), epk, ContentEncryption.A128GCM, apu, apv);
        assertThat(Base64Url.ENCODER.encodeToString(ofAlice)).isEqualTo("VqqN6vgjbSBcIijNcacQGg");
        assertThat(ofBob).isEqualTo(ofAlice);
    }

    private static byte[] octets(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return octets;
    }
}
