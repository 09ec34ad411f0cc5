package dev.symbolon.core.client;

import java.util.Locale;

/** {@code application_type}, OpenID Connect Registration §2: it decides about redirect URIs. */
public enum ApplicationType {
    WEB,
    NATIVE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
