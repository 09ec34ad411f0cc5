package dev.symbolon.core.keys;

import java.util.Locale;

/** What a key is good for at a moment. */
public enum KeyState {
    /** Published, so that clients know it when it begins to sign. */
    NEXT,
    /** The one that signs. */
    ACTIVE,
    /** Signs no more; published until all that it signed has expired. */
    RETIRING;

    /** In small letters, for people. */
    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
