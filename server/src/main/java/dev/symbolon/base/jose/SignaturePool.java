package dev.symbolon.base.jose;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Signature objects of one key, prepared and kept, as preparing costs time and they serve one
 * thread at once. (Virtual threads are too many for a ThreadLocal.) A few slots: as many as can
 * sign at the same moment; what finds no slot is left to the collector.
 */
final class SignaturePool {

    private final SignatureAlgorithm algorithm;
    private final @Nullable PrivateKey privateKey;
    private final @Nullable PublicKey publicKey;
    private final Crypto crypto;
    private volatile Slots slots;

    private SignaturePool(
            SignatureAlgorithm algorithm,
            @Nullable PrivateKey privateKey,
            @Nullable PublicKey publicKey,
            Crypto crypto) {
        this.algorithm = algorithm;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.crypto = crypto;
        this.slots = new Slots(crypto.provider(algorithm));
    }

    static SignaturePool signing(SignatureAlgorithm algorithm, PrivateKey key, Crypto crypto) {
        return new SignaturePool(algorithm, key, null, crypto);
    }

    static SignaturePool verifying(SignatureAlgorithm algorithm, PublicKey key, Crypto crypto) {
        return new SignaturePool(algorithm, null, key, crypto);
    }

    byte[] sign(byte[] text, int length) throws GeneralSecurityException {
        Slots current = slots();
        Signature signature = current.take();
        signature.update(text, 0, length);
        byte[] value = signature.sign();
        current.giveBack(signature);
        return value;
    }

    boolean verify(byte[] text, int length, byte[] value) throws GeneralSecurityException {
        Slots current = slots();
        Signature signature = current.take();
        signature.update(text, 0, length);
        // Throws where the value is no signature at all; then the object is not used again.
        boolean holds = signature.verify(value);
        current.giveBack(signature);
        return holds;
    }

    /** The provider may have changed since the last signature. */
    // The very same provider is meant: equals would compare all its properties.
    @SuppressWarnings("ReferenceEquality")
    private Slots slots() {
        Slots current = slots;
        @Nullable Provider provider = crypto.provider(algorithm);
        if (current.provider != provider) {
            current = new Slots(provider);
            slots = current;
        }
        return current;
    }

    private final class Slots {
        private final @Nullable Provider provider;
        private final AtomicReferenceArray<@Nullable Signature> kept =
                new AtomicReferenceArray<>(2 * Runtime.getRuntime().availableProcessors());

        Slots(@Nullable Provider provider) {
            this.provider = provider;
        }

        Signature take() throws GeneralSecurityException {
            for (int i = 0; i < kept.length(); i++) {
                Signature signature = kept.getPlain(i) == null ? null : kept.getAndSet(i, null);
                if (signature != null) {
                    return signature;
                }
            }
            Signature signature = Crypto.signature(algorithm, provider);
            if (privateKey != null) {
                signature.initSign(privateKey);
            } else {
                signature.initVerify(publicKey);
            }
            return signature;
        }

        void giveBack(Signature signature) {
            for (int i = 0; i < kept.length(); i++) {
                if (kept.getPlain(i) == null && kept.compareAndSet(i, null, signature)) {
                    return;
                }
            }
        }
    }
}
