package dev.symbolon.core.resource;

import java.util.Locale;

/** What a resource's access tokens look like. */
public enum TokenFormat {
    /** RFC 9068: the resource checks it by itself, and it stands until it expires. */
    JWT,
    /** A handle: the resource asks by introspection (RFC 7662), and it can be ended at once. */
    OPAQUE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
