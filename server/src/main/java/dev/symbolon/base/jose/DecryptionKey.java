package dev.symbolon.base.jose;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * A private key and the one algorithm that it opens texts of (RFC 7516 §5.2). For any number of
 * threads.
 */
public final class DecryptionKey {

    /** RFC 7518 §4.3: SHA-256 for the label and for the mask. */
    static final OAEPParameterSpec OAEP_256 =
            new OAEPParameterSpec(
                    "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final EncryptionAlgorithm algorithm;
    private final PrivateKey key;

    public DecryptionKey(EncryptionAlgorithm algorithm, PrivateKey key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    public EncryptionAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * What was encrypted; whoever knows the public key may have written it. Nothing where anything
     * at all is wrong, and nobody learns what (RFC 7516 §11.5).
     */
    public Optional<byte[]> decrypt(CompactJwe jwe) {
        if (jwe.algorithm() != algorithm) {
            return Optional.empty();
        }
        try {
            byte[] contentKey =
                    switch (algorithm) {
                        case RSA_OAEP_256 -> unwrapped(jwe);
                        case ECDH_ES -> agreed(jwe);
                    };
            return Optional.of(
                    jwe.encryption()
                            .decrypt(
                                    contentKey,
                                    jwe.iv(),
                                    jwe.cipherText(),
                                    jwe.tag(),
                                    jwe.associated()));
        } catch (GeneralSecurityException | RuntimeException closed) {
            return Optional.empty();
        }
    }

    /**
     * The key that was sent. Where none comes out, a random one takes its place: what follows takes
     * as long, and fails all the same.
     */
    private byte[] unwrapped(CompactJwe jwe) throws GeneralSecurityException {
        byte[] contentKey = new byte[jwe.encryption().keyBytes()];
        RANDOM.nextBytes(contentKey);
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, OAEP_256);
        try {
            byte[] sent = cipher.doFinal(jwe.encryptedKey());
            return sent.length == contentKey.length ? sent : contentKey;
        } catch (GeneralSecurityException | RuntimeException none) {
            return contentKey;
        }
    }

    private byte[] agreed(CompactJwe jwe) throws GeneralSecurityException {
        return EcdhEs.agreed(
                key,
                EcdhEs.epk(jwe.epk(), (ECPrivateKey) key),
                jwe.encryption(),
                jwe.party("apu"),
                jwe.party("apv"));
    }
}
