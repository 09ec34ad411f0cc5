package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What waits to be looked at")
class BacklogTest {

    @Test
    @DisplayName("of a million at once takes two thousand, and counts the rest as lost")
    void aMillion() {
        Backlog backlog = new Backlog("test", 1, _ -> {});
        try {
            long admitted = IntStream.range(0, 1_000_000).filter(_ -> backlog.admits()).count();

            // A few more where this takes seconds.
            assertThat(admitted).isBetween(1999L, 2030L);
            assertThat(backlog.lost()).isEqualTo(1_000_000 - admitted);
        } finally {
            backlog.close(Duration.ofSeconds(1));
        }
    }
}
