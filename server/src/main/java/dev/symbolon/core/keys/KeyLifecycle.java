package dev.symbolon.core.keys;

import dev.symbolon.base.jose.EncryptionAlgorithm;
import dev.symbolon.base.jose.KeyAlgorithm;
import dev.symbolon.base.jose.SignatureAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How keys begin, follow one another and end. Everything here may be done by several nodes at once:
 * a generation can be made only once, and each statement changes only what still is as it was seen.
 */
record KeyLifecycle(KeyStore store, KeyMaker maker, KeySettings settings) {

    /**
     * What clients ask for as a rule has its key from the start, and what they encrypt with, as
     * they take that from the key set. Any other algorithm gets a key when it is signed with first:
     * docs/decisions/0033-algorithms.md.
     */
    static final Set<KeyAlgorithm> FROM_THE_START =
            Set.of(
                    SignatureAlgorithm.RS256,
                    SignatureAlgorithm.ES256,
                    SignatureAlgorithm.EDDSA,
                    SignatureAlgorithm.ED25519,
                    EncryptionAlgorithm.RSA_OAEP_256,
                    EncryptionAlgorithm.ECDH_ES);

    void createMissing(String tenant, Instant now) {
        createMissing(tenant, FROM_THE_START, now);
    }

    void createMissing(String tenant, Set<? extends KeyAlgorithm> algorithms, Instant now) {
        KeySchedule schedule = schedule(tenant);
        List<KeyMaker.Order> orders = new ArrayList<>();
        for (KeyAlgorithm algorithm : algorithms) {
            if (schedule.newest(algorithm).isEmpty()) {
                orders.add(new KeyMaker.Order(tenant, algorithm, 1, now));
            }
        }
        make(tenant, orders, now);
    }

    /**
     * The next key of each algorithm takes over; one is made where none waits.
     *
     * @param ahead how long it is published before
     */
    void rotate(String tenant, Instant now, Duration ahead) {
        createMissing(tenant, now);
        KeySchedule schedule = schedule(tenant);
        List<KeyMaker.Order> orders = new ArrayList<>();
        for (StoredKey newest : schedule.newest()) {
            if (newest.hasBegun(now)) {
                orders.add(successor(newest, now.plus(ahead)));
            } else {
                Instant known = newest.createdAt().plus(ahead);
                store.begin(newest, known.isBefore(now) ? now : known);
            }
        }
        make(tenant, orders, now);
    }

    void rotateDue(String tenant, Instant now) {
        createMissing(tenant, now);
        KeySchedule schedule = schedule(tenant);
        List<KeyMaker.Order> orders = new ArrayList<>();
        for (StoredKey newest : schedule.newest()) {
            schedule.successorDue(newest, now)
                    .ifPresent(signsFrom -> orders.add(successor(newest, signsFrom)));
        }
        make(tenant, orders, now);
        for (StoredKey key : schedule.keys()) {
            if (schedule.hasEnded(key, now)) {
                store.remove(key);
            } else if (key.isWhole() && schedule.isDoneSigning(key, now)) {
                store.wipe(key);
            }
        }
    }

    /** Only a key that signs no more is removed, and such a key never signs again. */
    Removal remove(String tenant, String kid, Instant now) {
        KeySchedule schedule = schedule(tenant);
        return schedule.keys().stream()
                .filter(key -> key.kid().equals(kid))
                .findFirst()
                .map(key -> {
                    if (schedule.state(key, now) != KeyState.RETIRING) {
                        return Removal.IN_USE;
                    }
                    return store.remove(key) ? Removal.REMOVED : Removal.UNKNOWN;
                })
                .orElse(Removal.UNKNOWN);
    }

    KeySchedule schedule(String tenant) {
        return new KeySchedule(store.list(tenant), settings);
    }

    private static KeyMaker.Order successor(StoredKey key, Instant signsFrom) {
        return new KeyMaker.Order(key.tenant(), key.algorithm(), key.generation() + 1, signsFrom);
    }

    /** RSA takes its time: all at once, and before any transaction. */
    private void make(String tenant, List<KeyMaker.Order> orders, Instant now) {
        if (!orders.isEmpty()) {
            store.add(
                    tenant, orders.parallelStream().map(order -> maker.make(order, now)).toList());
        }
    }
}
