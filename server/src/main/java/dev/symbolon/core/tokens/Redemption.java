package dev.symbolon.core.tokens;

import dev.symbolon.base.secret.OpaqueValue;
import org.jspecify.annotations.Nullable;

/** What handing in a code came to. */
public sealed interface Redemption {

    /**
     * The first time: the grant now exists.
     *
     * @param refreshToken absent where none was wanted
     */
    record First(Grant grant, @Nullable OpaqueValue refreshToken) implements Redemption {}

    /** It had been handed in before: everything issued for it has now ended (RFC 6749 §4.1.2). */
    record Replay() implements Redemption {}

    /** What the person approved had ended before: they signed out, or disconnected the app. */
    record Ended() implements Redemption {}

    /** Too late. */
    record Expired() implements Redemption {}
}
