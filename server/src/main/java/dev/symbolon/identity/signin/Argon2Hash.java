package dev.symbolon.identity.signin;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (RFC 9106) as it is stored, a PHC string: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 *
 * @param memory in KiB
 */
record Argon2Hash(int memory, int iterations, int parallelism, byte[] salt, byte[] hash) {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
                            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Reads what {@link #toString} wrote, or another program: the form is everybody's. */
    static Argon2Hash parse(String phc) {
        Matcher matcher = PHC.matcher(phc);
        if (!matcher.matches()) {
            throw new IllegalStateException("a stored password hash is no Argon2id PHC string");
        }
        return new Argon2Hash(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Base64.getDecoder().decode(matcher.group(4)),
                Base64.getDecoder().decode(matcher.group(5)));
    }

    /** Hashes with a new salt. */
    static Argon2Hash of(Password password, PasswordSettings settings, BlockPool blocks) {
        Argon2Hash unfilled = blank(settings);
        return unfilled.with(unfilled.compute(password, blocks));
    }

    /** One that no password has: what is worked on where there is no account. */
    static Argon2Hash ofNobody(PasswordSettings settings) {
        return blank(settings).ofNobody();
    }

    /** One that costs the same as this, and that no password has. */
    Argon2Hash ofNobody() {
        return new Argon2Hash(
                memory, iterations, parallelism, random(salt.length), random(hash.length));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static Argon2Hash blank(PasswordSettings settings) {
        return new Argon2Hash(
                settings.memory(),
                settings.iterations(),
                settings.parallelism(),
                random(SALT_BYTES),
                new byte[HASH_BYTES]);
    }

    private Argon2Hash with(byte[] computed) {
        return new Argon2Hash(memory, iterations, parallelism, salt, computed);
    }

    boolean matches(Password password, BlockPool blocks) {
        return MessageDigest.isEqual(hash, compute(password, blocks));
    }

    /** Whether it was made with other parameters than those wanted now. */
    boolean isOutdated(PasswordSettings settings) {
        return memory != settings.memory()
                || iterations != settings.iterations()
                || parallelism != settings.parallelism();
    }

    private byte[] compute(Password password, BlockPool blocks) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memory)
                        .withIterations(iterations)
                        .withParallelism(parallelism)
                        .withSalt(salt)
                        .withBlockPool(blocks)
                        .build());
        byte[] computed = new byte[hash.length];
        argon2.generateBytes(password.bytes(), computed);
        return computed;
    }

    /** The PHC string. */
    @Override
    public String toString() {
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        memory,
                        iterations,
                        parallelism,
                        BASE64.encodeToString(salt),
                        BASE64.encodeToString(hash));
    }
}
