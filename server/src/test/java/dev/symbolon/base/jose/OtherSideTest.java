package dev.symbolon.base.jose;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
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
    @DisplayName("our compact JWS holds for Nimbus, and for Bouncy Castle with Ed25519")
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
        KeyPair pair = algorithm.newKeyPair();
        JWK theirs = JWK.parse(new HashMap<>(PublicJwk.members(pair.getPublic())));
        assertThat(theirs.computeThumbprint().toString())
                .isEqualTo(PublicJwk.thumbprint(pair.getPublic()));
        Map<String, Object> set = Map.of("keys", List.of(theirs.toJSONObject()));
        assertThat(JwkSet.parse(set, crypto).has(algorithm)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    @DisplayName("what Nimbus signed holds for us, once changed no more")
    void theirsHoldsForUs(SignatureAlgorithm algorithm, Crypto crypto) throws Exception {
        KeyPair pair = algorithm.newKeyPair();
        Map<String, Object> set = Map.of("keys", List.of(PublicJwk.members(pair.getPublic())));
        JwsVerifier verifier = new JwsVerifier(JwkSet.parse(set, crypto), Set.of(algorithm));
        String token = signedByOthers(algorithm, pair);

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

    private static String signedByOthers(SignatureAlgorithm algorithm, KeyPair pair)
            throws Exception {
        if (algorithm.keyAlgorithm().equals("Ed25519")) {
            // Nimbus leaves Ed25519 to a library that we do not have.
            return CompactTokens.withoutKid(algorithm, pair, Map.of("sub", "alice"));
        }
        JWSSigner signer =
                algorithm == SignatureAlgorithm.ES256
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
