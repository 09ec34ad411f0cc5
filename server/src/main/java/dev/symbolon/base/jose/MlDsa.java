package dev.symbolon.base.jose;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The key forms of ML-DSA in JOSE (RFC 9964 §4, §5), which the JDK does not have: the private key
 * is the seed that it is expanded from, the public key its bytes without an envelope.
 */
enum MlDsa {
    ML_DSA_44("ML-DSA-44", 1312, "11"),
    ML_DSA_65("ML-DSA-65", 1952, "12"),
    ML_DSA_87("ML-DSA-87", 2592, "13");

    /** RFC 9964 §4: of each of them. */
    static final int SEED_BYTES = 32;

    /** RFC 9881 §2: what stands in the X.509 form between the two lengths, but the last byte. */
    private static final String ALGORITHM = "300b06096086480165030403";

    private final String alg;
    private final int bytes;
    private final String lastOfOid;

    MlDsa(String alg, int bytes, String lastOfOid) {
        this.alg = alg;
        this.bytes = bytes;
        this.lastOfOid = lastOfOid;
    }

    static Optional<MlDsa> of(String alg) {
        return Arrays.stream(values()).filter(one -> one.alg.equals(alg)).findFirst();
    }

    static Optional<MlDsa> of(PublicKey key) {
        return key.getParams() instanceof NamedParameterSpec named
                ? of(named.getName())
                : Optional.empty();
    }

    String alg() {
        return alg;
    }

    static byte[] newSeed() {
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    /**
     * FIPS 204, algorithm 6. The JDK takes a seed only as what its generator draws; whoever keeps a
     * seed compares the public key that comes of it.
     */
    KeyPair pair(byte[] seed) throws GeneralSecurityException {
        if (seed.length != SEED_BYTES) {
            throw new GeneralSecurityException("a seed has 32 bytes");
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance(alg);
        generator.initialize(new NamedParameterSpec(alg), new Given(seed));
        return generator.generateKeyPair();
    }

    /** The key of these bytes: the member {@code pub} of a JWK. */
    PublicKey publicKey(byte[] pub) throws GeneralSecurityException {
        if (pub.length != bytes) {
            throw new GeneralSecurityException("a key of " + alg + " has " + bytes + " bytes");
        }
        byte[] before = before();
        byte[] x509 = ByteBuffer.allocate(before.length + bytes).put(before).put(pub).array();
        return KeyFactory.getInstance("ML-DSA").generatePublic(new X509EncodedKeySpec(x509));
    }

    /** The reverse. */
    byte[] pub(PublicKey key) {
        byte[] x509 = key.getEncoded();
        return Arrays.copyOfRange(x509, x509.length - bytes, x509.length);
    }

    private byte[] before() {
        String hex =
                "3082%04x%s%s0382%04x00".formatted(bytes + 18, ALGORITHM, lastOfOid, bytes + 1);
        return HexFormat.of().parseHex(hex);
    }

    /** Draws what was drawn before, once. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;
        private boolean drawn;

        Given(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (drawn || bytes.length != seed.length) {
                throw new IllegalStateException("another number than the seed was asked for");
            }
            drawn = true;
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }
}
