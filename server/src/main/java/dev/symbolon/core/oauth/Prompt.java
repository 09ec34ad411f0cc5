package dev.symbolon.core.oauth;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Core §3.1.2.1 and Prompt Create §4.1: what the app wants the person to be asked. {@link #CREATE}
 * is offered where people may make accounts themselves.
 */
public enum Prompt {
    NONE,
    LOGIN,
    CONSENT,
    SELECT_ACCOUNT,
    CREATE;

    public static Optional<Prompt> parse(String wire) {
        for (Prompt prompt : values()) {
            if (prompt.wire().equals(wire)) {
                return Optional.of(prompt);
            }
        }
        return Optional.empty();
    }

    /** Those that {@code prompt_values_supported} lists (Prompt Create §4.2), in this order. */
    public static Set<Prompt> offered(boolean signUp) {
        return Collections.unmodifiableSet(
                signUp ? EnumSet.allOf(Prompt.class) : EnumSet.complementOf(EnumSet.of(CREATE)));
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
