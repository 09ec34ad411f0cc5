package dev.symbolon.base.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What we sign others accept, and the reverse")
class OtherSideTest {

    private static final Map<String, Object> CLAIMS =
            Map.of("iss", "https://id.example", "sub", "Ålice", "n", 42);

    static Stream<Arguments> everything() {
        return Providers.all()
                .flatMap(crypto ->
                        Arrays.stream(SignatureAlgorithm.values())
                                .map(algorithm -> Arguments.of(algorithm, crypto)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    @DisplayName("our compact JWS holds for Nimbus; with Ed25519 and ML-DSA for Bouncy Castle")
    void oursHoldsForOthers(SignatureAlgorithm algorithm, Crypto crypto) throws Exception {
        KeyPair pair = algorithm.newKeyPair();
        String token =
                new JwsSigner(algorithm, "k1", pair.getPrivate(), crypto).sign("at+jwt", CLAIMS);

        SignedJWT theirs = SignedJWT.parse(token);
        assertThat(theirs.getHeader().getAlgorithm().getName()).isEqualTo(algorithm.wire());
        assertThat(theirs.getHeader().getKeyID()).isEqualTo("k1");
        assertThat(theirs.getHeader().getType()).isEqualTo(new JOSEObjectType("at+jwt"));
        assertThat(theirs.getJWTClaimsSet().getSubject()).isEqualTo("Ålice");
        assertThat(accepts(theirs, pair)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    @DisplayName("a JWK that we publish reads as the same key for Nimbus")
    void jwk(SignatureAlgorithm algorithm, Crypto crypto) throws Exception {
        // Nimbus does not know AKP keys: SpecificationExamplesTest.
        assumeThat(algorithm.isPostQuantum()).isFalse();
        KeyPair pair = algorithm.newKeyPair();
        JWK theirs = JWK.parse(new HashMap<>(PublicJwk.members(pair.getPublic())));
        assertThat(theirs.computeThumbprint().toString())
                .isEqualTo(PublicJwk.thumbprint(pair.getPublic()));
        Map<String, Object> set = Map.of("keys", List.of(theirs.toJSONObject()));
        assertThat(JwkSet.parse(set, crypto).has(algorithm)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    @DisplayName("what Nimbus or Bouncy Castle signed holds for us, once changed no more")
    void theirsHoldsForUs(SignatureAlgorithm algorithm, Crypto crypto) throws Exception {
        NewKey key = algorithm.newKey();
        KeyPair pair = key.pair();
        Map<String, Object> set = Map.of("keys", List.of(PublicJwk.members(pair.getPublic())));
        JwsVerifier verifier = new JwsVerifier(JwkSet.parse(set, crypto), Set.of(algorithm));
        String token =
                algorithm.isPostQuantum()
                        ? signedByBouncyCastle(algorithm, key.secret())
                        : signedByOthers(algorithm, pair);

        assertThat(verifier.verify(token))
                .isInstanceOfSatisfying(
                        JwsVerifier.Verdict.Valid.class,
                        valid -> assertThat(valid.jws().text("sub")).contains("alice"));
        String other = JwtParts.of(token).withClaims("{\"sub\":\"mallory\"}").compact();
        assertThat(verifier.verify(other))
                .isEqualTo(new JwsVerifier.Verdict.Invalid(JwsVerifier.Reason.SIGNATURE));
    }

    private static boolean accepts(SignedJWT token, KeyPair pair) throws Exception {
        return switch (pair.getPublic()) {
            case RSAPublicKey rsa -> token.verify((JWSVerifier) new RSASSAVerifier(rsa));
            case ECPublicKey ec -> token.verify(new ECDSAVerifier(ec));
            case PublicKey akp when algorithm(token).isPostQuantum() -> {
                MLDSASigner other = new MLDSASigner();
                MlDsa mlDsa = MlDsa.of(akp).orElseThrow();
                other.init(false, new MLDSAPublicKeyParameters(parameters(mlDsa), mlDsa.pub(akp)));
                byte[] text = token.getSigningInput();
                other.update(text, 0, text.length);
                yield other.verifySignature(token.getSignature().decode());
            }
            default -> {
                byte[] x509 = pair.getPublic().getEncoded();
                Ed25519Signer other = new Ed25519Signer();
                other.init(false, new Ed25519PublicKeyParameters(x509, x509.length - 32));
                byte[] text = token.getSigningInput();
                other.update(text, 0, text.length);
                yield other.verifySignature(token.getSignature().decode());
            }
        };
    }

    private static SignatureAlgorithm algorithm(SignedJWT token) {
        return SignatureAlgorithm.of(token.getHeader().getAlgorithm().getName()).orElseThrow();
    }

    private static MLDSAParameters parameters(MlDsa mlDsa) {
        return switch (mlDsa) {
            case ML_DSA_44 -> MLDSAParameters.ml_dsa_44;
            case ML_DSA_65 -> MLDSAParameters.ml_dsa_65;
            case ML_DSA_87 -> MLDSAParameters.ml_dsa_87;
        };
    }

    /** RFC 9964 §4, §5: the seed is all that another needs. */
    private static String signedByBouncyCastle(SignatureAlgorithm algorithm, byte[] seed) {
        String input =
                JwtParts.encode("{\"alg\":\"" + algorithm.wire() + "\"}")
                        + "."
                        + JwtParts.encode("{\"sub\":\"alice\"}");
        byte[] text = input.getBytes(StandardCharsets.US_ASCII);
        MLDSASigner signer = new MLDSASigner();
        MLDSAParameters parameters = parameters(MlDsa.of(algorithm.wire()).orElseThrow());
        signer.init(true, new MLDSAPrivateKeyParameters(parameters, seed));
        signer.update(text, 0, text.length);
        try {
            return input + "." + Base64Url.ENCODER.encodeToString(signer.generateSignature());
        } catch (CryptoException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String signedByOthers(SignatureAlgorithm algorithm, KeyPair pair)
            throws Exception {
        if (algorithm.keyAlgorithm().equals("Ed25519")) {
            // Nimbus leaves Ed25519 to a library that we do not have.
            return CompactTokens.withoutKid(algorithm, pair, Map.of("sub", "alice"));
        }
        JWSSigner signer =
                algorithm.keyAlgorithm().equals("EC")
                        ? new ECDSASigner((ECPrivateKey) pair.getPrivate())
                        : new RSASSASigner(pair.getPrivate());
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader(JWSAlgorithm.parse(algorithm.wire())),
                        new JWTClaimsSet.Builder().subject("alice").build());
        token.sign(signer);
        return token.serialize();
    }
}
