package dev.symbolon.base.jose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/** Whether a provider's signatures are those of the JDK, before anything is signed with it. */
final class SelfTest {

    private static final byte[] TEXT = "what is signed".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "what is forged".getBytes(StandardCharsets.US_ASCII);

    private SelfTest() {}

    /** Each side accepts what the other signed, and refuses it for another text. */
    static boolean passes(SignatureAlgorithm algorithm, Provider provider) {
        try {
            KeyPair pair = pair(algorithm, provider);
            byte[] theirs = sign(algorithm, provider, pair);
            byte[] ours = sign(algorithm, null, pair);
            return verify(algorithm, null, pair, TEXT, theirs)
                    && verify(algorithm, provider, pair, TEXT, ours)
                    && !verify(algorithm, null, pair, OTHER, theirs)
                    && !verify(algorithm, provider, pair, OTHER, ours);
        } catch (GeneralSecurityException | RuntimeException failed) {
            return false;
        }
    }

    private static KeyPair pair(SignatureAlgorithm algorithm, Provider provider)
            throws GeneralSecurityException {
        if (!algorithm.keyAlgorithm().equals("RSA")) {
            return algorithm.newKeyPair();
        }
        // The JDK takes three times as long for it; the key lives for this test only.
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider);
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static byte[] sign(
            SignatureAlgorithm algorithm, @Nullable Provider provider, KeyPair pair)
            throws GeneralSecurityException {
        Signature signature = Crypto.signature(algorithm, provider);
        signature.initSign(pair.getPrivate());
        signature.update(TEXT);
        return signature.sign();
    }

    private static boolean verify(
            SignatureAlgorithm algorithm,
            @Nullable Provider provider,
            KeyPair pair,
            byte[] text,
            byte[] value)
            throws GeneralSecurityException {
        Signature signature = Crypto.signature(algorithm, provider);
        signature.initVerify(pair.getPublic());
        signature.update(text);
        return signature.verify(value);
    }
}
