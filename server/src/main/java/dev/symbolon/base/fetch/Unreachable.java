package dev.symbolon.base.fetch;

/** An address could not be asked; the message says why, for developers. */
public final class Unreachable extends Exception {

    public Unreachable(String message) {
        super(message, null, false, false);
    }
}
