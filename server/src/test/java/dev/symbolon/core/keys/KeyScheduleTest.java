package dev.symbolon.core.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.jose.SignatureAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Core §10.1.1: what a key is, when")
class KeyScheduleTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final KeySettings SETTINGS = KeySettings.defaults();
    private static final Instant CHANGE = START.plus(Duration.ofDays(90));

    private final StoredKey first = key(1, START);
    private final StoredKey second = key(2, CHANGE);
    private final KeySchedule schedule = new KeySchedule(List.of(first, second), SETTINGS);

    private static StoredKey key(long generation, Instant signsFrom) {
        return new StoredKey(
                "main",
                "k" + generation,
                SignatureAlgorithm.ES256,
                generation,
                "",
                "sealed",
                START,
                signsFrom);
    }

    @Test
    @DisplayName("a key is active until the millisecond in which its successor begins")
    void states() {
        Instant before = CHANGE.minusMillis(1);
        assertThat(schedule.state(first, before)).isEqualTo(KeyState.ACTIVE);
        assertThat(schedule.state(second, before)).isEqualTo(KeyState.NEXT);
        assertThat(schedule.state(first, CHANGE)).isEqualTo(KeyState.RETIRING);
        assertThat(schedule.state(second, CHANGE)).isEqualTo(KeyState.ACTIVE);
    }

    @Test
    @DisplayName("it is published until all that it signed has expired, on a late node too")
    void ends() {
        Instant end = CHANGE.plus(Duration.ofDays(30)).plus(Duration.ofMinutes(15));
        assertThat(schedule.endsAt(first)).contains(end);
        assertThat(schedule.endsAt(second)).isEmpty();
        assertThat(schedule.published(end.minusMillis(1))).containsExactly(second, first);
        assertThat(schedule.published(end)).containsExactly(second);
    }

    @Test
    @DisplayName("the active key comes first in the set, the others after it")
    void order() {
        assertThat(schedule.published(START)).containsExactly(first, second);
        assertThat(schedule.published(CHANGE)).containsExactly(second, first);
    }

    @Test
    @DisplayName("a successor is due one day ahead, and takes over on time")
    void due() {
        Instant ahead = CHANGE.minus(Duration.ofDays(1));
        assertThat(schedule.successorDue(first, ahead.minusMillis(1))).isEmpty();
        assertThat(schedule.successorDue(first, ahead)).contains(CHANGE);
    }

    @Test
    @DisplayName("a server that slept through the change still publishes the key a day before")
    void late() {
        Instant late = START.plus(Duration.ofDays(200));
        assertThat(schedule.successorDue(first, late)).contains(late.plus(Duration.ofDays(1)));
    }

    @Test
    @DisplayName("settings that would let clients meet unknown keys are refused")
    void settings() {
        assertThat(SETTINGS.problems()).isEmpty();
        Duration hour = Duration.ofHours(1);
        assertThat(new KeySettings(hour, hour, Duration.ZERO, hour).problems())
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactly("publish-ahead", "rotate-after", "retire-after");
        assertThat(SETTINGS.covers(Duration.ofDays(30))).isTrue();
        assertThat(SETTINGS.covers(Duration.ofDays(31))).isFalse();
    }
}
