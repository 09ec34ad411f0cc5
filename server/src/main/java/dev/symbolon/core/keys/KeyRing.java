package dev.symbolon.core.keys;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.DecryptionKey;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import dev.symbolon.base.jose.JwsSigner;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.jose.VerificationKey;
import dev.symbolon.base.secret.Sealer;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One tenant's keys in memory, opened and ready; never changed, only replaced. */
final class KeyRing {

    private record Turn(Instant from, JwsSigner signer) {}

    private final List<StoredKey> rows;
    private final Instant readAt;
    private final Instant validUntil;
    private final Map<SignatureAlgorithm, List<Turn>> signers;
    private final Map<String, VerificationKey> verifiers;
    private final Map<String, DecryptionKey> openers;
    private final PublishedKeys published;

    private KeyRing(
            KeySchedule schedule, List<StoredKey> rows, Sealer sealer, Crypto crypto, Instant now) {
        this.rows = rows;
        this.readAt = now;
        this.signers = new EnumMap<>(SignatureAlgorithm.class);
        this.verifiers = new HashMap<>();
        this.openers = new LinkedHashMap<>();
        this.validUntil = schedule.changesAt(now);
        Map<StoredKey, PublicKey> publicKeys = new LinkedHashMap<>();
        for (StoredKey key : schedule.kept(now)) {
            PublicKey publicKey = key.openPublic();
            publicKeys.put(key, publicKey);
            if (key.algorithm() instanceof SignatureAlgorithm signs) {
                verifiers.put(key.kid(), new VerificationKey(signs, publicKey, crypto));
            }
        }
        // Newest first, as the schedule has them.
        for (StoredKey key : schedule.keys()) {
            @Nullable PublicKey half = publicKeys.get(key);
            if (key.isWhole() && half != null) {
                open(key, key.openPrivate(sealer, half), crypto);
            }
        }
        publicKeys.keySet().retainAll(schedule.published(now));
        this.published = PublishedKeys.of(publicKeys);
    }

    private void open(StoredKey key, PrivateKey privateKey, Crypto crypto) {
        if (key.algorithm() instanceof SignatureAlgorithm signs) {
            signers.computeIfAbsent(signs, _ -> new ArrayList<>())
                    .add(
                            new Turn(
                                    key.signsFrom(),
                                    new JwsSigner(signs, key.kid(), privateKey, crypto)));
        } else if (key.algorithm() instanceof EncryptionAlgorithm encrypts) {
            openers.put(key.kid(), new DecryptionKey(encrypts, privateKey));
        }
    }

    private KeyRing(KeyRing same, Instant now) {
        this.rows = same.rows;
        this.readAt = now;
        this.validUntil = same.validUntil;
        this.signers = same.signers;
        this.verifiers = same.verifiers;
        this.openers = same.openers;
        this.published = same.published;
    }

    /**
     * Opens the keys.
     *
     * @throws Sealer.Broken where they were sealed with another master key
     */
    static KeyRing of(
            List<StoredKey> rows, KeySettings settings, Sealer sealer, Crypto crypto, Instant now) {
        return new KeyRing(new KeySchedule(rows, settings), rows, sealer, crypto, now);
    }

    /** The ring of these rows: this one, with all it has prepared, where nothing has changed. */
    KeyRing reread(List<StoredKey> others, Supplier<KeyRing> anew, Instant now) {
        return rows.equals(others) && isValid(now) ? new KeyRing(this, now) : anew.get();
    }

    /** False once the key set is another than the one that this ring publishes. */
    boolean isValid(Instant now) {
        return now.isBefore(validUntil);
    }

    /** When the database was asked last. */
    Instant readAt() {
        return readAt;
    }

    /**
     * The active key; nothing where the tenant has none for the algorithm. The first of all signs
     * at once, also where the node that made it has a clock ahead of ours.
     */
    Optional<JwsSigner> signer(SignatureAlgorithm algorithm, Instant now) {
        List<Turn> turns = signers.getOrDefault(algorithm, List.of());
        for (Turn turn : turns) {
            if (!turn.from.isAfter(now)) {
                return Optional.of(turn.signer);
            }
        }
        return turns.isEmpty() ? Optional.empty() : Optional.of(turns.getLast().signer);
    }

    Optional<VerificationKey> verifier(String kid) {
        return Optional.ofNullable(verifiers.get(kid));
    }

    /** Those that may open a text: the one that it names, or all, where it names none. */
    List<DecryptionKey> openers(Optional<String> kid) {
        return kid.isEmpty()
                ? List.copyOf(openers.values())
                : Optional.ofNullable(openers.get(kid.get())).stream().toList();
    }

    PublishedKeys published() {
        return published;
    }
}
