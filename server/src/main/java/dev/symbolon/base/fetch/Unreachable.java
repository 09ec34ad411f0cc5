package dev.symbolon.base.fetch;

/** An address could not be asked; the message says why, for developers. */
public final class Unreachable extends Exception {

    public Unreachable(String message) {
        super(message, null, false, false);
    }

    /** Nobody has {@link Patience} left. */
    static Unreachable late() {
        return new Unreachable(
                "it did not answer within the "
                        + Patience.IN_ALL.toSeconds()
                        + " seconds that a request waits for others");
    }
}
