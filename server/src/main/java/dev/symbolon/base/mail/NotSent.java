package dev.symbolon.base.mail;

/** A mail was not taken. The message says why, and holds nothing of the mail. */
public final class NotSent extends Exception {

    private final int status;

    NotSent(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** What the server answered (RFC 5321 §4.2); 0 where it did not. */
    public int status() {
        return status;
    }

    /** Whether it would not be taken another time either (RFC 5321 §4.2.1). */
    public boolean isFinal() {
        return status >= 500;
    }
}
