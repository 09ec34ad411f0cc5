package dev.symbolon.core.client;

import java.util.Locale;

/** {@code subject_type}: whom a person is to a client (Core §8). */
public enum SubjectType {
    /** The same to all clients. */
    PUBLIC,
    /** Somebody else to each sector, so that clients cannot compare whom they know. */
    PAIRWISE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
