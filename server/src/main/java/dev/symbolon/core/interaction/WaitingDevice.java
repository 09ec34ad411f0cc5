package dev.symbolon.core.interaction;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person may know a device by that waits elsewhere for their answer (RFC 8628 §5.4, RFC
 * 10027 §6.1): whoever was talked into typing a stranger's code sees here that it is not theirs.
 *
 * @param remoteAddress where it asked from
 * @param near whether that is the network of the person's browser
 * @param waited how long it had waited when its code was typed
 */
public record WaitingDevice(String remoteAddress, boolean near, Duration waited) {

    Map<String, Object> toJson() {
        return Map.of("address", remoteAddress, "near", near, "waited", waited.toSeconds());
    }

    static @Nullable WaitingDevice fromJson(@Nullable Object json) {
        return json instanceof Map<?, ?> device && device.get("waited") instanceof Number seconds
                ? new WaitingDevice(
                        String.valueOf(device.get("address")),
                        Boolean.TRUE.equals(device.get("near")),
                        Duration.ofSeconds(seconds.longValue()))
                : null;
    }
}
