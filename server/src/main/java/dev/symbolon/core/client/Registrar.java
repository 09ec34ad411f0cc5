package dev.symbolon.core.client;

import java.util.Locale;

/** Who registers a client; it decides how much the metadata may say. */
public enum Registrar {
    /**
     * An administrator, who may choose the {@code client_id} and the secret, and whom to trust as
     * {@code first_party}.
     */
    ADMINISTRATOR,
    /**
     * The client itself (RFC 7591): anybody. A client_id or secret in its request is no metadata,
     * and ignored.
     */
    CLIENT,
    /** Nobody: what counts is the document at the address that is its {@code client_id}. */
    DOCUMENT;

    /** As it is stored and shown. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Registrar of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
