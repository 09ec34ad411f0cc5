package dev.symbolon.core.keys;

import dev.symbolon.base.jose.KeyAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the keys of one tenant are, when. Nothing but the times says so, so all nodes change over at
 * the same moment without a word between them.
 *
 * @param keys of all algorithms, in any order
 */
record KeySchedule(List<StoredKey> keys, KeySettings settings) {

    private static final Comparator<StoredKey> NEWEST_FIRST =
            Comparator.<StoredKey>comparingInt(key -> KeyAlgorithm.all().indexOf(key.algorithm()))
                    .thenComparing(Comparator.comparingLong(StoredKey::generation).reversed());

    KeySchedule {
        keys = keys.stream().sorted(NEWEST_FIRST).toList();
    }

    /** Newest first. */
    List<StoredKey> of(KeyAlgorithm algorithm) {
        return keys.stream().filter(key -> key.algorithm() == algorithm).toList();
    }

    Optional<StoredKey> newest(KeyAlgorithm algorithm) {
        return of(algorithm).stream().findFirst();
    }

    /** Of each algorithm that there is a key for. */
    List<StoredKey> newest() {
        return KeyAlgorithm.all().stream()
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
     * When all that the key signed has expired, or nobody encrypts with it any more; nothing while
     * it has no successor. A node that learned of the successor late is allowed for.
     */
    Optional<Instant> endsAt(StoredKey key) {
        Duration after =
                key.algorithm().encrypts() ? settings.publishAhead() : settings.retireAfter();
        return successor(key).map(next -> next.signsFrom().plus(after).plus(KeySettings.LAG));
    }

    boolean hasEnded(StoredKey key, Instant now) {
        return endsAt(key).filter(end -> !end.isAfter(now)).isPresent();
    }

    /**
     * Whether no node can still sign with it, so that its private half is of use to thieves only.
     * One that opens texts does so to its end.
     */
    boolean isDoneSigning(StoredKey key, Instant now) {
        return !key.algorithm().encrypts()
                && successor(key)
                        .filter(next -> next.hasBegun(now.minus(KeySettings.LAG)))
                        .isPresent();
    }

    /**
     * The keys that clients should know, in the order of {@link KeyAlgorithm#all}, and of each
     * algorithm the one that signs first: clients that take the first they find do well. Of those
     * that open texts the active one only, or somebody would encrypt with one that ends (Core
     * §10.2.1).
     */
    List<StoredKey> published(Instant now) {
        return kept(now).stream()
                .filter(key -> !key.algorithm().encrypts() || state(key, now) == KeyState.ACTIVE)
                .toList();
    }

    /** Those that something can still be checked or opened with. */
    List<StoredKey> kept(Instant now) {
        List<StoredKey> kept = new ArrayList<>();
        for (KeyAlgorithm algorithm : KeyAlgorithm.all()) {
            of(algorithm).stream()
                    .filter(key -> !hasEnded(key, now))
                    .sorted(Comparator.comparing(key -> state(key, now) != KeyState.ACTIVE))
                    .forEach(kept::add);
        }
        return kept;
    }

    /**
     * When what stands in the key set is another: a key ends, or one that opens texts takes over.
     */
    Instant changesAt(Instant now) {
        Stream<Instant> ends = kept(now).stream().flatMap(key -> endsAt(key).stream());
        Stream<Instant> begins =
                kept(now).stream()
                        .filter(key -> key.algorithm().encrypts() && !key.hasBegun(now))
                        .map(StoredKey::signsFrom);
        return Stream.concat(ends, begins).min(Instant::compareTo).orElse(Instant.MAX);
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
