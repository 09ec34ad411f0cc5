package dev.symbolon.core.oauth;

import java.util.Locale;
import java.util.Optional;

/** Core §3.1.2.1: what the app wants the person to be asked. */
public enum Prompt {
    NONE,
    LOGIN,
    CONSENT,
    SELECT_ACCOUNT;

    public static Optional<Prompt> parse(String wire) {
        for (Prompt prompt : values()) {
            if (prompt.wire().equals(wire)) {
                return Optional.of(prompt);
            }
        }
        return Optional.empty();
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
