package dev.symbolon.core.keys;

import dev.symbolon.base.jose.CompactJwe;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.JwsSigner;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tenants sign with, and open what was encrypted for them. Of each algorithm a tenant has one
 * key that signs, before a change the next one, published already, and the ones before, published
 * until all that they signed has expired (Core §10.1.1).
 */
public final class Keys {

    private final KeyLifecycle lifecycle;
    private final KeyRings rings;
    private final KeySettings settings;
    private final ServerSecrets secrets;
    private final InstantSource clock;

    public Keys(
            Database database,
            MasterKey masterKey,
            Crypto crypto,
            KeySettings settings,
            InstantSource clock) {
        KeyStore store = new KeyStore(database);
        Sealer sealer = new Sealer(masterKey);
        this.lifecycle = new KeyLifecycle(store, new KeyMaker(sealer), settings);
        this.rings =
                new KeyRings(
                        store,
                        rows -> KeyRing.of(rows, settings, sealer, crypto, clock.instant()),
                        clock);
        this.settings = settings;
        this.secrets = new ServerSecrets(masterKey);
        this.clock = clock;
        database.changes().subscribe(KeyStore.TOPIC, rings::forget);
    }

    /**
     * Signs claims as a compact JWS with the tenant's active key. One of the rarer algorithms makes
     * its key the first time: never call this within a transaction.
     *
     * @param typ a constant of the caller: {@code JWT}, {@code at+jwt}, {@code logout+jwt}
     */
    public String sign(
            Tenant tenant, SignatureAlgorithm algorithm, String typ, Map<String, Object> claims) {
        JwsSigner signer =
                rings.of(tenant.id())
                        .signer(algorithm, clock.instant())
                        .orElseGet(() -> firstSigner(tenant, algorithm));
        return Spent.on(Spent.Part.SIGNING, () -> signer.sign(typ, claims));
    }

    /** Of two nodes that make it at once the database keeps one. */
    private JwsSigner firstSigner(Tenant tenant, SignatureAlgorithm algorithm) {
        lifecycle.createMissing(tenant.id(), EnumSet.of(algorithm), clock.instant());
        rings.forget(tenant.id());
        return rings.of(tenant.id()).signer(algorithm, clock.instant()).orElseThrow();
    }

    /**
     * What the tenant itself signed, with a key that is still published; nothing for all else.
     * Expiry, audience and type are for the caller to check: an ID token is no access token.
     */
    public Optional<Jws> verify(Tenant tenant, String compact) {
        return CompactJws.parse(compact)
                .flatMap(jws ->
                        jws.kid()
                                .flatMap(kid -> rings.verifier(tenant.id(), kid))
                                .flatMap(key -> key.verify(jws)));
    }

    /**
     * What somebody encrypted for the tenant, with a key of its key set or one that was there not
     * long ago; nothing for all else, and nobody learns why. Anybody may have written it.
     */
    public Optional<String> decrypt(Tenant tenant, CompactJwe jwe) {
        return rings.openers(tenant.id(), jwe.kid()).stream()
                .flatMap(key -> key.decrypt(jwe).stream())
                .findFirst()
                .map(text -> new String(text, StandardCharsets.UTF_8));
    }

    /** The JWK Set, as clients get it. */
    public Map<String, Object> jwks(Tenant tenant) {
        return published(tenant).jwks();
    }

    /** The JWK Set as it is sent. */
    public PublishedKeys published(Tenant tenant) {
        return rings.of(tenant.id()).published();
    }

    /** How long clients may keep the key set. */
    public Duration jwksMaxAge() {
        return settings.jwksMaxAge();
    }

    /** The tenant's keys at this moment, for those who run the server. */
    public List<KeyView> list(Tenant tenant) {
        Instant now = clock.instant();
        KeySchedule schedule = lifecycle.schedule(tenant.id());
        return schedule.kept(now).stream().map(key -> KeyView.of(key, schedule, now)).toList();
    }

    /**
     * Makes a key for each usual algorithm that the tenant has none for, and opens them all. Where
     * there are keys it is no more than a look.
     *
     * @throws Sealer.Broken where they were sealed with another master key; the message says so
     */
    public void createFor(Tenant tenant) {
        lifecycle.createMissing(tenant.id(), clock.instant());
        rings.forget(tenant.id());
        rings.of(tenant.id());
    }

    /**
     * Lets the next key of each algorithm sign as soon as nobody can hold a key set without it. It
     * is made, and published at once, where none is waiting.
     */
    public void rotate(Tenant tenant) {
        lifecycle.rotate(tenant.id(), clock.instant(), settings.untilKnown());
        rings.forget(tenant.id());
    }

    /**
     * Lets the next key of each algorithm sign from now on, since the one before may be known to
     * others. Who meets it before they asked for the key set again may ask then (Core §10.1.1), or
     * refuse what it signed until they do.
     */
    public void rotateNow(Tenant tenant) {
        lifecycle.rotate(tenant.id(), clock.instant(), Duration.ZERO);
        rings.forget(tenant.id());
    }

    /** Forgets a key that signs no more before its time, and with it all that it signed. */
    public Removal remove(Tenant tenant, String kid) {
        Removal removal = lifecycle.remove(tenant.id(), kid, clock.instant());
        rings.forget(tenant.id());
        return removal;
    }

    /**
     * Does what the time asks for: makes and publishes successors ahead of their turn, forgets the
     * private half of keys that sign no more, removes keys that have ended. Safe to call at any
     * time, from any number of nodes.
     */
    public void rotateDue(Tenant tenant) {
        lifecycle.rotateDue(tenant.id(), clock.instant());
        rings.forget(tenant.id());
    }

    /**
     * HMAC-SHA256 under a key that only this tenant and purpose have, derived from the master key:
     * the same on all nodes, and stored nowhere.
     *
     * @param purpose a constant of the caller
     */
    public byte[] hmac(Tenant tenant, String purpose, byte[] input) {
        return secrets.hmac(tenant.id(), purpose, input);
    }
}
