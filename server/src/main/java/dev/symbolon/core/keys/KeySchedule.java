package dev.symbolon.core.keys;

import dev.symbolon.base.jose.SignatureAlgorithm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the keys of one tenant are, when. Nothing but the times says so, so all nodes change over at
 * the same moment without a word between them.
 *
 * @param keys of all algorithms, in any order
 */
record KeySchedule(List<StoredKey> keys, KeySettings settings) {

    private static final Comparator<StoredKey> NEWEST_FIRST =
            Comparator.comparing(StoredKey::algorithm)
                    .thenComparing(Comparator.comparingLong(StoredKey::generation).reversed());

    KeySchedule {
        keys = keys.stream().sorted(NEWEST_FIRST).toList();
    }

    /** Newest first. */
    List<StoredKey> of(SignatureAlgorithm algorithm) {
        return keys.stream().filter(key -> key.algorithm() == algorithm).toList();
    }

    Optional<StoredKey> newest(SignatureAlgorithm algorithm) {
        return of(algorithm).stream().findFirst();
    }

    /** Of each algorithm that there is a key for. */
    List<StoredKey> newest() {
        return Arrays.stream(SignatureAlgorithm.values())
                .flatMap(algorithm -> newest(algorithm).stream())
                .toList();
    }

    KeyState state(StoredKey key, Instant now) {
        if (!key.hasBegun(now)) {
            return KeyState.NEXT;
        }
        boolean replaced = successor(key).filter(next -> next.hasBegun(now)).isPresent();
        return replaced ? KeyState.RETIRING : KeyState.ACTIVE;
    }

    /**
     * When all that the key signed has expired; nothing while it has no successor. A node that
     * learned of the successor late is allowed for.
     */
    Optional<Instant> endsAt(StoredKey key) {
        return successor(key)
                .map(next -> next.signsFrom().plus(settings.retireAfter()).plus(KeySettings.LAG));
    }

    boolean hasEnded(StoredKey key, Instant now) {
        return endsAt(key).filter(end -> !end.isAfter(now)).isPresent();
    }

    /**
     * Whether no node can still sign with it, so that its private half is of use to thieves only.
     */
    boolean isDoneSigning(StoredKey key, Instant now) {
        return successor(key).filter(next -> next.hasBegun(now.minus(KeySettings.LAG))).isPresent();
    }

    /**
     * The keys that clients should know, in the order of {@link SignatureAlgorithm}, and of each
     * algorithm the one that signs first: clients that take the first they find do well.
     */
    List<StoredKey> published(Instant now) {
        List<StoredKey> published = new ArrayList<>();
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            of(algorithm).stream()
                    .filter(key -> !hasEnded(key, now))
                    .sorted(Comparator.comparing(key -> state(key, now) != KeyState.ACTIVE))
                    .forEach(published::add);
        }
        return published;
    }

    /** When the next key signs that is to be made now; nothing while none is due. */
    Optional<Instant> successorDue(StoredKey newest, Instant now) {
        Instant takesOver = newest.signsFrom().plus(settings.rotateAfter());
        if (takesOver.minus(settings.publishAhead()).isAfter(now)) {
            return Optional.empty();
        }
        // A server that slept through it still lets clients see the key first.
        Instant earliest = now.plus(settings.publishAhead());
        return Optional.of(takesOver.isBefore(earliest) ? earliest : takesOver);
    }

    private Optional<StoredKey> successor(StoredKey key) {
        return keys.stream()
                .filter(other -> other.algorithm() == key.algorithm())
                .filter(other -> other.generation() > key.generation())
                .min(Comparator.comparingLong(StoredKey::generation));
    }
}
