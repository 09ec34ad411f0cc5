package dev.symbolon.core.client;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a client hears that a person has answered (CIBA §5). */
public enum DeliveryMode {
    /** It asks at the token endpoint until there is an answer. */
    POLL,
    /** It is told that there is one, and asks for it then. */
    PING,
    /** It is told the answer, with the tokens in it. */
    PUSH;

    /** Whether the client is told at an address of its own. */
    public boolean isTold() {
        return this != POLL;
    }

    /** As in metadata. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For {@code backchannel_token_delivery_modes_supported}. */
    public static List<String> names() {
        return Arrays.stream(values()).map(DeliveryMode::wire).toList();
    }
}
