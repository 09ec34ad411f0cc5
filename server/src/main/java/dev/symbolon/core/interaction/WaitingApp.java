package dev.symbolon.core.interaction;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app that named the person and waits for their answer (CIBA §7.1). Where it was asked from says
 * nothing, since a server asked; what the app shows too does.
 *
 * @param bindingMessage what the app shows too; absent where it sent none
 */
public record WaitingApp(@Nullable String bindingMessage, Duration waited) implements Waiting {

    @Override
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("waited", waited.toSeconds());
        if (bindingMessage != null) {
            json.put("message", bindingMessage);
        }
        return json;
    }

    static WaitingApp of(Map<?, ?> json, Duration waited) {
        return new WaitingApp(json.get("message") instanceof String text ? text : null, waited);
    }
}
