package dev.symbolon.core.client;

import dev.symbolon.base.secret.OpaqueValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a client's secrets. Two may be valid at once, so that a secret can be replaced
 * without a moment in which none works.
 *
 * @param hash absent for a client without a secret
 * @param previousHash the one before; absent where there was none
 * @param previousUntil when the previous one ends; absent with it
 * @param sealed the secret itself, where the client signs with it ({@link SealedSecrets}); absent
 *     for all others
 * @param previousSealed the one before; absent where there was none
 */
public record ClientSecrets(
        @Nullable String hash,
        @Nullable String previousHash,
        @Nullable Instant previousUntil,
        @Nullable String sealed,
        @Nullable String previousSealed) {

    /** Of a client without secrets, and of one that is not there: nothing matches. */
    public static final ClientSecrets NONE = new ClientSecrets(null, null, null, null, null);

    /** Those that are valid now, as they are sealed. */
    List<String> sealed(Instant now) {
        return Stream.of(sealed, isPreviousValid(now) ? previousSealed : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private boolean isPreviousValid(Instant now) {
        return previousUntil != null && now.isBefore(previousUntil);
    }

    /** As long as a hash, and the hash of nothing. */
    private static final String NOTHING = "-".repeat(43);

    /**
     * Whether the presented secret is valid now. The same work whatever there is to compare with,
     * so that time does not tell a missing client from a wrong secret.
     */
    public boolean match(String presented, Instant now) {
        byte[] presentedHash = bytes(OpaqueValue.sha256(presented));
        boolean current = MessageDigest.isEqual(presentedHash, bytes(hash));
        boolean previous =
                MessageDigest.isEqual(
                        presentedHash, bytes(isPreviousValid(now) ? previousHash : null));
        return current || previous;
    }

    private static byte[] bytes(@Nullable String hash) {
        return (hash == null ? NOTHING : hash).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "ClientSecrets[…]";
    }
}
