package dev.symbolon.core.interaction;

import java.time.Duration;
import java.util.Map;

/**
 * What a person may know a device by that waits elsewhere for their answer (RFC 8628 §5.4, RFC
 * 10027 §6.1): whoever was talked into typing a stranger's code sees here that it is not theirs.
 *
 * @param remoteAddress where it asked from
 * @param near whether that is the network of the person's browser
 * @param waited how long it had waited when its code was typed
 */
public record WaitingDevice(String remoteAddress, boolean near, Duration waited)
        implements Waiting {

    @Override
    public Map<String, Object> toJson() {
        return Map.of("address", remoteAddress, "near", near, "waited", waited.toSeconds());
    }

    static WaitingDevice of(Map<?, ?> json, Duration waited) {
        return new WaitingDevice(
                String.valueOf(json.get("address")), Boolean.TRUE.equals(json.get("near")), waited);
    }
}
