package dev.symbolon.core.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.jose.CompactJwe;
import dev.symbolon.base.jose.ContentEncryption;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.base.sql.TestStorage;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Core §10.1.1: rotation of signing keys")
class KeyRotationTest {

    static final Tenant MAIN = new Tenant("main", URI.create("https://id.example"));
    static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ES256;
    private static final int ALGORITHMS = KeyLifecycle.FROM_THE_START.size();

    private static final int ENCRYPTING = EncryptionAlgorithm.values().length;

    private final MovableClock clock = new MovableClock();
    private final MasterKey masterKey = MasterKey.random();

    private Keys node(Database database) {
        return new Keys(database, masterKey, Crypto.jdk(), KeySettings.defaults(), clock);
    }

    @EachDatabase
    @DisplayName("a key is published a day before it signs, and after until its tokens expired")
    void overlap(Database database) {
        Keys keys = node(database);
        keys.createFor(MAIN);
        String first = kid(token(keys));

        pass(keys, Duration.ofDays(89).minusSeconds(1));
        assertThat(states(keys)).containsExactly("active");

        pass(keys, Duration.ofSeconds(1));
        assertThat(states(keys)).containsExactly("active", "next");
        assertThat(kid(token(keys))).isEqualTo(first);

        clock.pass(Duration.ofDays(1).minusMillis(1));
        String last = token(keys);
        assertThat(kid(last)).isEqualTo(first);
        clock.pass(Duration.ofMillis(1));
        // No housekeeping in between: the time alone changes the key.
        assertThat(kid(token(keys))).isNotEqualTo(first);
        assertThat(keys.verify(MAIN, last)).isPresent();

        pass(keys, Duration.ofDays(30));
        assertThat(states(keys)).containsExactly("active", "retiring");
        assertThat(keys.verify(MAIN, last)).isPresent();

        clock.pass(KeySettings.LAG);
        assertThat(keys.verify(MAIN, last)).isEmpty();
        assertThat(keys.jwks(MAIN).toString()).doesNotContain(first);
        keys.rotateDue(MAIN);
        assertThat(rows(database)).isEqualTo(ALGORITHMS);
    }

    @EachDatabase
    @DisplayName("the private half is forgotten as soon as no node can sign with it")
    void wiped(Database database) {
        Keys keys = node(database);
        keys.createFor(MAIN);
        keys.rotateNow(MAIN);
        pass(keys, KeySettings.LAG.minusMillis(1));
        assertThat(privateKeys(database)).isEqualTo(2 * ALGORITHMS);
        pass(keys, Duration.ofMillis(1));
        // Those that open texts do so for some time.
        assertThat(privateKeys(database)).isEqualTo(ALGORITHMS + ENCRYPTING);
        assertThat(keys.verify(MAIN, token(keys))).isPresent();
    }

    @EachDatabase
    @DisplayName(
            "§10.2.1: one key to encrypt with is published; the one before opens for a day yet")
    void encryption(Database database) {
        Keys keys = node(database);
        keys.createFor(MAIN);
        String first = kidToEncryptWith(keys);
        String before = encrypted(keys);
        assertThat(opened(keys, before)).contains("a.b.c");

        pass(keys, Duration.ofDays(89));
        assertThat(kidToEncryptWith(keys)).isEqualTo(first);
        clock.pass(Duration.ofDays(1));
        // No housekeeping in between: the time alone changes the key.
        assertThat(kidToEncryptWith(keys)).isNotEqualTo(first);
        assertThat(opened(keys, encrypted(keys))).contains("a.b.c");
        assertThat(opened(keys, before)).contains("a.b.c");

        pass(keys, KeySettings.defaults().publishAhead());
        assertThat(opened(keys, before)).contains("a.b.c");
        pass(keys, KeySettings.LAG);
        assertThat(opened(keys, before)).isEmpty();
        assertThat(
                        database.one(
                                "SELECT 1 AS found FROM signing_key WHERE kid = ?",
                                row -> row.number("found"),
                                first))
                .isEmpty();
    }

    @EachDatabase
    @DisplayName("what was encrypted with a key that another node has just made is opened")
    void unknownEncryptionKey(TestStorage storage) {
        Keys here = node(storage.open());
        Keys there = node(storage.open());
        here.createFor(MAIN);
        there.jwks(MAIN);
        clock.pass(Duration.ofMinutes(1));
        here.rotateNow(MAIN);
        assertThat(opened(there, encrypted(here))).contains("a.b.c");
    }

    private static JwkSet keySet(Keys keys) {
        return JwkSet.parse(keys.jwks(MAIN), Crypto.jdk());
    }

    /** As a client does that takes the first key that fits. */
    private static String encrypted(Keys keys) {
        return keySet(keys)
                .recipient(EncryptionAlgorithm.ECDH_ES)
                .orElseThrow()
                .encryptJwt(ContentEncryption.A256GCM, "a.b.c");
    }

    private static String kidToEncryptWith(Keys keys) {
        assertThat(keys.jwks(MAIN).toString().split("use=enc", -1)).hasSize(ENCRYPTING + 1);
        return String.valueOf(
                keySet(keys).recipient(EncryptionAlgorithm.ECDH_ES).orElseThrow().kid());
    }

    private static Optional<String> opened(Keys keys, String jwe) {
        return keys.decrypt(MAIN, CompactJwe.parse(jwe).orElseThrow());
    }

    @EachDatabase
    @DisplayName("what is due is done once, however often and by how many nodes at once")
    void idempotent(TestStorage storage) throws Exception {
        List<Keys> nodes = List.of(node(storage.open()), node(storage.open()));
        eachOften(nodes, keys -> keys.createFor(MAIN));
        assertThat(nodes.getFirst().list(MAIN)).hasSize(ALGORITHMS);

        clock.pass(Duration.ofDays(89));
        eachOften(nodes, keys -> keys.rotateDue(MAIN));
        assertThat(nodes.getFirst().list(MAIN)).hasSize(2 * ALGORITHMS);
        eachOften(nodes, keys -> keys.rotateDue(MAIN));
        assertThat(nodes.getFirst().list(MAIN)).hasSize(2 * ALGORITHMS);
    }

    @EachDatabase
    @DisplayName("nodes that rotate at once agree on one active key and know all tokens")
    void twoNodes(TestStorage storage) throws Exception {
        List<Keys> nodes = List.of(node(storage.open()), node(storage.open()));
        nodes.getFirst().createFor(MAIN);
        String before = token(nodes.getLast());
        eachOften(nodes, keys -> keys.rotateNow(MAIN));
        // Notices reach the other node within a second; a restarted node needs none.
        Keys here = node(storage.open());
        Keys there = node(storage.open());

        assertThat(here.list(MAIN))
                .filteredOn(key -> key.state() == KeyState.ACTIVE)
                .extracting(KeyView::algorithm)
                .containsExactlyInAnyOrderElementsOf(KeyLifecycle.FROM_THE_START);
        String one = token(here);
        String two = token(there);
        assertThat(kid(one)).isEqualTo(kid(two)).isNotEqualTo(kid(before));
        for (Keys keys : List.of(here, there)) {
            assertThat(List.of(before, one, two))
                    .allSatisfy(token -> assertThat(keys.verify(MAIN, token)).isPresent());
        }
    }

    @EachDatabase
    @DisplayName("of successors made at once one is kept; a waiting key begins once")
    void oneSuccessor(TestStorage storage) throws Exception {
        List<KeyStore> nodes =
                Stream.generate(() -> new KeyStore(storage.open())).limit(4).toList();
        KeyMaker maker = new KeyMaker(new Sealer(masterKey));
        Instant now = clock.instant();
        Instant later = now.plusSeconds(60);
        List<Boolean> added =
                atOnce(
                        nodes,
                        store -> {
                            var order = new KeyMaker.Order("main", ALGORITHM, 1, later);
                            return store.add("main", List.of(maker.make(order, now)));
                        });
        assertThat(added).containsOnlyOnce(true);
        StoredKey kept = nodes.getFirst().list("main").getFirst();
        assertThat(atOnce(nodes, store -> store.begin(kept, now))).containsOnlyOnce(true);
        assertThat(nodes.getFirst().list("main"))
                .singleElement()
                .satisfies(key -> assertThat(key.signsFrom()).isEqualTo(now));
    }

    @EachDatabase
    @DisplayName("another node's new key is known at the latest when its first token comes")
    void unknownKid(TestStorage storage) {
        Keys here = node(storage.open());
        Keys there = node(storage.open());
        here.createFor(MAIN);
        there.jwks(MAIN);
        clock.pass(Duration.ofMinutes(1));
        here.rotateNow(MAIN);
        assertThat(there.verify(MAIN, token(here))).isPresent();
    }

    @EachDatabase
    @DisplayName("a server that slept through a change publishes the new key before it signs")
    void slept(Database database) {
        Keys keys = node(database);
        keys.createFor(MAIN);
        String first = kid(token(keys));
        pass(keys, Duration.ofDays(200));
        assertThat(kid(token(keys))).isEqualTo(first);
        assertThat(states(keys)).containsExactly("active", "next");
        pass(keys, Duration.ofDays(1));
        assertThat(states(keys)).containsExactly("active", "retiring");
    }

    @EachDatabase
    @DisplayName("in the background all tenants are looked after")
    void background(Database database) throws Exception {
        Keys keys = node(database);
        Tenant other = new Tenant("other", URI.create("https://id.example/t/other"));
        try (var rotation =
                KeyRotation.start(keys, () -> List.of(MAIN, other), Duration.ofMillis(20))) {
            for (int i = 0; i < 500 && rows(database) < 2 * ALGORITHMS; i++) {
                Thread.sleep(20);
            }
            assertThat(rotation).isNotNull();
        }
        assertThat(rows(database)).isEqualTo(2 * ALGORITHMS);
    }

    private void pass(Keys keys, Duration duration) {
        clock.pass(duration);
        keys.rotateDue(MAIN);
    }

    static String token(Keys keys) {
        return keys.sign(MAIN, ALGORITHM, "JWT", Map.of("sub", "alice"));
    }

    static String kid(String token) {
        return dev.symbolon.base.jose.CompactJws.parse(token).orElseThrow().kid().orElseThrow();
    }

    static List<String> states(Keys keys) {
        return keys.list(MAIN).stream()
                .filter(key -> key.algorithm() == ALGORITHM)
                .map(key -> key.state().shown())
                .toList();
    }

    private static int rows(Database database) {
        return database.one("SELECT count(*) AS n FROM signing_key", row -> (int) row.number("n"))
                .orElseThrow();
    }

    private static int privateKeys(Database database) {
        return database.one(
                        "SELECT count(sealed_private) AS n FROM signing_key",
                        row -> (int) row.number("n"))
                .orElseThrow();
    }

    /** Four times on each node. */
    private static void eachOften(List<Keys> nodes, Consumer<Keys> step) throws Exception {
        List<Keys> often = nodes.stream().flatMap(n -> Collections.nCopies(4, n).stream()).toList();
        atOnce(
                often,
                (Keys keys) -> {
                    step.accept(keys);
                    return true;
                });
    }

    static <N, R> List<R> atOnce(List<N> nodes, Function<N, R> step) throws Exception {
        List<R> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<R>> calls =
                    nodes.stream().map(node -> (Callable<R>) () -> step.apply(node)).toList();
            for (var call : threads.invokeAll(calls)) {
                results.add(call.get());
            }
        }
        return results;
    }
}
