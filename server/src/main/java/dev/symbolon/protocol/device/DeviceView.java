package dev.symbolon.protocol.device;

import dev.symbolon.base.html.View;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the code that a device shows.
 *
 * @param token for the form guard
 * @param code what was typed, or came with the address
 * @param compare whether the person need only compare it with what the device shows
 * @param problem a message; absent at first
 * @param pause how long to wait before the next code; absent where none is asked
 */
public record DeviceView(
        String token,
        String code,
        boolean compare,
        @Nullable String problem,
        @Nullable Duration pause)
        implements View {

    @Override
    public String template() {
        return "device";
    }

    @Override
    public int status() {
        return pause == null ? 200 : 429;
    }
}
