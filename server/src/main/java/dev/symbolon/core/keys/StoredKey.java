package dev.symbolon.core.keys;

import dev.symbolon.base.jose.KeyAlgorithm;
import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.secret.Sealer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code signing_key}.
 *
 * @param kid the public key's thumbprint (RFC 7638)
 * @param generation counts the keys of one tenant and algorithm, from 1
 * @param publicKey X.509, base64
 * @param sealedPrivate as {@link dev.symbolon.base.jose.NewKey#secret}, sealed; absent once the key
 *     has signed for the last time
 * @param signsFrom when it takes over from the generation before
 */
record StoredKey(
        String tenant,
        String kid,
        KeyAlgorithm algorithm,
        long generation,
        String publicKey,
        @Nullable String sealedPrivate,
        Instant createdAt,
        Instant signsFrom) {

    boolean hasBegun(Instant now) {
        return !signsFrom.isAfter(now);
    }

    /** Whether its private half is still there. */
    boolean isWhole() {
        return sealedPrivate != null;
    }

    /** Checked against the name it was stored under. */
    PublicKey openPublic() {
        try {
            PublicKey key = algorithm.publicKey(Base64.getDecoder().decode(publicKey));
            if (!PublicJwk.thumbprint(key).equals(kid)) {
                throw new IllegalStateException(
                        "key " + kid + " is not the one that was stored under that name");
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new IllegalStateException("key " + kid + " cannot be read", broken);
        }
    }

    /**
     * Only of a key that {@link #isWhole}.
     *
     * @param half what {@link #openPublic} gave
     * @throws Sealer.Broken where it was sealed with another master key or for another row
     */
    PrivateKey openPrivate(Sealer sealer, PublicKey half) {
        byte[] secret = sealer.open(place(tenant, kid), String.valueOf(sealedPrivate));
        try {
            return algorithm.privateKey(secret, half);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("key " + kid + " cannot be read", broken);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    static Sealer.Place place(String tenant, String kid) {
        return new Sealer.Place(tenant, "signing_key", kid);
    }
}
