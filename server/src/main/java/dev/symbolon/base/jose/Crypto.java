package dev.symbolon.base.jose;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who computes signatures: the JDK at first, and Amazon Corretto's native library for each
 * algorithm whose self-test it passed, once it has loaded (it takes some 0.3 s, so it does not hold
 * up the start). Never installed in the JVM: TLS, the database driver and all else keep the JDK's.
 */
public final class Crypto {

    private static final System.Logger LOG = System.getLogger(Crypto.class.getName());

    private volatile Map<SignatureAlgorithm, Provider> faster = Map.of();

    private Crypto() {}

    /** The JDK's providers only. */
    public static Crypto jdk() {
        return new Crypto();
    }

    /** The JDK's until a background thread has loaded the native library, and its from then on. */
    public static Crypto accelerated() {
        Crypto crypto = new Crypto();
        Thread.ofPlatform().daemon().name("crypto-provider").start(crypto::accelerate);
        return crypto;
    }

    /**
     * Loads the native library now.
     *
     * @return whether it computes any signatures from now on; where not (another platform), all
     *     goes on with the JDK
     */
    public boolean accelerate() {
        try {
            // Read when the provider's class loads; without it there are no Ed25519 keys.
            System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
            Provider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            @Nullable Throwable problem = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
            if (problem != null) {
                LOG.log(Level.INFO, "Signatures stay with the JDK: {0}", problem.toString());
                return false;
            }
            Map<SignatureAlgorithm, Provider> tested = new EnumMap<>(SignatureAlgorithm.class);
            for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
                if (algorithm.isPostQuantum()) {
                    // The JDK signs twice as fast: docs/decisions/0033-algorithms.md.
                    continue;
                }
                if (SelfTest.passes(algorithm, provider)) {
                    tested.put(algorithm, provider);
                } else {
                    LOG.log(Level.WARNING, "{0} stays with the JDK: self-test failed", algorithm);
                }
            }
            faster = tested;
            LOG.log(Level.DEBUG, "Signatures by {0}: {1}", provider, tested.keySet());
            return !tested.isEmpty();
        } catch (LinkageError | RuntimeException unsupported) {
            LOG.log(Level.INFO, "Signatures stay with the JDK: {0}", unsupported.toString());
            return false;
        }
    }

    /** Nothing for the JDK's own choice. */
    @Nullable Provider provider(SignatureAlgorithm algorithm) {
        return faster.get(algorithm);
    }

    static Signature signature(SignatureAlgorithm algorithm, @Nullable Provider provider)
            throws GeneralSecurityException {
        Signature signature =
                provider == null
                        ? Signature.getInstance(algorithm.signatureName())
                        : Signature.getInstance(algorithm.signatureName(), provider);
        var parameters = algorithm.signatureParameters();
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        return signature;
    }
}
