package dev.symbolon.examples.oauth;

/** The API wants something else first; {@link #challenge} says what. */
public final class Challenged extends RuntimeException {

    private final transient Challenge challenge;

    public Challenged(Challenge challenge) {
        super(challenge.description());
        this.challenge = challenge;
    }

    public Challenge challenge() {
        return challenge;
    }
}
