package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;

/** What handing in a refresh token came to. */
public sealed interface Rotation {

    /**
     * It was the newest of its line, or its reply was lost and it is asked again: this one follows
     * it.
     */
    record Rotated(OpaqueValue successor) implements Rotation {}

    /**
     * It had been replaced, and its successor is in use or the window is over: the grant has now
     * ended (RFC 9700 §4.14.2).
     */
    record Reused() implements Rotation {}

    /** Its grant had ended before. */
    record Ended() implements Rotation {}
}
