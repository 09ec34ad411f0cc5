package dev.symbolon.core.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Delivering what is due")
class DeliveryTest {

    private static final int MANY = 100;

    @Test
    @DisplayName("goes on while anything is due, however few are taken at once")
    void untilNothingIsLeft() throws InterruptedException {
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch delivered = new CountDownLatch(MANY);

        try (Delivery _ =
                Delivery.start(
                        "numbers",
                        () -> taken.incrementAndGet() > MANY ? List.of() : List.of(taken.get()),
                        _ -> delivered.countDown())) {
            // One each time it looks would take almost half a minute.
            assertThat(delivered.await(15, TimeUnit.SECONDS)).isTrue();
        }
    }
}
