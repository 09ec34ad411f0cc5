package dev.symbolon.core.keys;

import dev.symbolon.base.jose.SignatureAlgorithm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How keys begin, follow one another and end. Everything here may be done by several nodes at once:
 * a generation can be made only once, and each statement changes only what still is as it was seen.
 */
record KeyLifecycle(KeyStore store, KeyMaker maker, KeySettings settings) {

    void createMissing(String tenant, Instant now) {
        KeySchedule schedule = schedule(tenant);
        List<KeyMaker.Order> orders = new ArrayList<>();
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            if (schedule.newest(algorithm).isEmpty()) {
                orders.add(new KeyMaker.Order(tenant, algorithm, 1, now));
            }
        }
        make(tenant, orders, now);
    }

    void rotateNow(String tenant, Instant now) {
        createMissing(tenant, now);
        KeySchedule schedule = schedule(tenant);
        List<KeyMaker.Order> orders = new ArrayList<>();
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            StoredKey newest = schedule.newest(algorithm).orElseThrow();
            if (newest.hasBegun(now)) {
                orders.add(successor(newest, now));
            } else {
                store.begin(newest, now);
            }
        }
        make(tenant, orders, now);
    }

    void rotateDue(String tenant, Instant now) {
        createMissing(tenant, now);
        KeySchedule schedule = schedule(tenant);
        List<KeyMaker.Order> orders = new ArrayList<>();
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            StoredKey newest = schedule.newest(algorithm).orElseThrow();
            schedule.successorDue(newest, now)
                    .ifPresent(signsFrom -> orders.add(successor(newest, signsFrom)));
        }
        make(tenant, orders, now);
        for (StoredKey key : schedule.keys()) {
            if (schedule.hasEnded(key, now)) {
                store.remove(key);
            } else if (key.maySign() && schedule.isDoneSigning(key, now)) {
                store.wipe(key);
            }
        }
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
