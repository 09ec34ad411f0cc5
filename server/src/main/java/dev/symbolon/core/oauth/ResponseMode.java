package dev.symbolon.core.oauth;

import java.util.Locale;
import java.util.Optional;

/**
 * How an authorization response travels: OAuth 2.0 Multiple Response Types §2.1, Form Post Response
 * Mode §2.
 */
public enum ResponseMode {
    QUERY,
    FORM_POST;

    public static Optional<ResponseMode> parse(String wire) {
        for (ResponseMode mode : values()) {
            if (mode.wire().equals(wire)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
