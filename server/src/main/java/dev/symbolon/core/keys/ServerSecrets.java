package dev.symbolon.core.keys;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.symbolon.base.secret.MasterKey;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Symmetric keys by tenant and purpose: derived when asked for, kept for a while, never stored. */
final class ServerSecrets {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST_KEPT = 50_000;

    private record Use(String tenant, String purpose) {
        /** With the length of the first part, so that no two uses read the same. */
        String text() {
            return "hmac " + tenant.length() + " " + tenant + " " + purpose;
        }
    }

    private final LoadingCache<Use, SecretKey> keys;

    ServerSecrets(MasterKey masterKey) {
        keys =
                Caffeine.newBuilder()
                        .maximumSize(MOST_KEPT)
                        .build(use -> new SecretKeySpec(masterKey.derive(use.text()), ALGORITHM));
    }

    byte[] hmac(String tenant, String purpose, byte[] input) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(keys.get(new Use(tenant, purpose)));
            return mac.doFinal(input);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
