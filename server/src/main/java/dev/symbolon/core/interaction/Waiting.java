package dev.symbolon.core.interaction;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What waits elsewhere for the person's answer, and what they may know it by. */
public sealed interface Waiting permits WaitingDevice, WaitingApp {

    /** How long it had waited when the person began to look at it. */
    Duration waited();

    /** As it is kept with the interaction. */
    Map<String, Object> toJson();

    /** What {@link #toJson} wrote; absent where nothing was written. */
    static @Nullable Waiting fromJson(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> waiting)
                || !(waiting.get("waited") instanceof Number seconds)) {
            return null;
        }
        Duration waited = Duration.ofSeconds(seconds.longValue());
        return waiting.containsKey("address")
                ? WaitingDevice.of(waiting, waited)
                : WaitingApp.of(waiting, waited);
    }
}
