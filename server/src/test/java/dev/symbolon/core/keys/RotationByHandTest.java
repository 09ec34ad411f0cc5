package dev.symbolon.core.keys;

import static dev.symbolon.core.keys.KeyRotationTest.ALGORITHM;
import static dev.symbolon.core.keys.KeyRotationTest.MAIN;
import static dev.symbolon.core.keys.KeyRotationTest.atOnce;
import static dev.symbolon.core.keys.KeyRotationTest.kid;
import static dev.symbolon.core.keys.KeyRotationTest.states;
import static dev.symbolon.core.keys.KeyRotationTest.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.base.sql.TestStorage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Core §10.1.1: keys that are rotated and removed by hand")
class RotationByHandTest {

    private final MovableClock clock = new MovableClock();
    private final MasterKey masterKey = MasterKey.random();

    private Keys node(Database database) {
        return new Keys(database, masterKey, Crypto.jdk(), KeySettings.defaults(), clock);
    }

    @EachDatabase
    @DisplayName(
            "a new key is published at once, and signs when nobody can hold a key set without it")
    void byHand(TestStorage storage) throws Exception {
        List<Keys> nodes = List.of(node(storage.open()), node(storage.open()));
        Keys here = nodes.getFirst();
        here.createFor(MAIN);
        String first = kid(token(here));
        atOnce(nodes, RotationByHandTest::rotate);
        assertThat(states(here)).containsExactly("active", "next");
        String next = kids(here).getLast();
        assertThat(here.jwks(MAIN).toString()).contains(first, next);

        clock.pass(KeySettings.defaults().untilKnown().minusMillis(1));
        atOnce(nodes, RotationByHandTest::rotate);
        assertThat(nodes).allSatisfy(keys -> assertThat(kid(token(keys))).isEqualTo(first));
        clock.pass(Duration.ofMillis(1));
        // By the time alone, on both nodes at once.
        assertThat(nodes).allSatisfy(keys -> assertThat(kid(token(keys))).isEqualTo(next));
        assertThat(states(here)).containsExactly("active", "retiring");
    }

    @EachDatabase
    @DisplayName("a key that was made just before waits no longer than another")
    void byHandWhileOneWaits(Database database) {
        Keys keys = node(database);
        keys.createFor(MAIN);
        clock.pass(Duration.ofDays(89));
        keys.rotateDue(MAIN);
        String first = kid(token(keys));
        clock.pass(Duration.ofMinutes(10));
        keys.rotate(MAIN);
        clock.pass(KeySettings.defaults().untilKnown().minusMinutes(10).minusMillis(1));
        assertThat(kid(token(keys))).isEqualTo(first);
        clock.pass(Duration.ofMillis(1));
        assertThat(kid(token(keys))).isNotEqualTo(first);
        assertThat(states(keys)).containsExactly("active", "retiring");
    }

    @EachDatabase
    @DisplayName("rotating at once uses the key that waits, which clients know already")
    void waiting(Database database) {
        Keys keys = node(database);
        keys.createFor(MAIN);
        clock.pass(Duration.ofDays(89));
        keys.rotateDue(MAIN);
        String waiting = kids(keys).getLast();
        keys.rotateNow(MAIN);
        assertThat(kid(token(keys))).isEqualTo(waiting);
        assertThat(states(keys)).containsExactly("active", "retiring");
    }

    @EachDatabase
    @DisplayName("of a key that was stolen, nothing is believed once it is removed")
    void removed(TestStorage storage) throws Exception {
        Keys here = node(storage.open());
        Keys there = node(storage.open());
        here.createFor(MAIN);
        String forged = token(here);
        String stolen = kid(forged);
        assertThat(there.verify(MAIN, forged)).isPresent();
        assertThat(here.remove(MAIN, stolen)).isEqualTo(Removal.IN_USE);
        here.rotate(MAIN);
        assertThat(here.remove(MAIN, kids(here).getLast())).isEqualTo(Removal.IN_USE);

        here.rotateNow(MAIN);
        assertThat(atOnce(List.of(here, there), keys -> keys.remove(MAIN, stolen)))
                .containsOnlyOnce(Removal.REMOVED);
        for (Keys keys : List.of(here, there)) {
            assertThat(keys.verify(MAIN, forged)).isEmpty();
            assertThat(keys.verify(MAIN, token(here))).isPresent();
            assertThat(keys.jwks(MAIN).toString()).doesNotContain(stolen);
        }
        assertThat(here.remove(MAIN, stolen)).isEqualTo(Removal.UNKNOWN);
    }

    private static boolean rotate(Keys keys) {
        keys.rotate(MAIN);
        return true;
    }

    private static List<String> kids(Keys keys) {
        return keys.list(MAIN).stream()
                .filter(key -> key.algorithm() == ALGORITHM)
                .map(KeyView::kid)
                .toList();
    }
}
