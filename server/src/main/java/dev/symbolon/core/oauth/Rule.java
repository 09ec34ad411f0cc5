package dev.symbolon.core.oauth;

/**
 * One check that the server makes, as data. Rules are enum constants beside the code that checks
 * them; the validator, the error answer, the page behind {@code error_uri}, the inspector and the
 * tests all speak of the same object.
 */
public interface Rule {

    /** How binding the source makes it. */
    enum Level {
        MUST,
        SHOULD,
        /** Symbolon's own. */
        OURS
    }

    /**
     * A rule's content.
     *
     * @param id stable, as in {@code pkce.verifier-matches}; it stands in error descriptions and
     *     addresses
     * @param source the specification and section, as in {@code RFC 7636 §4.6}
     * @param error what a client gets when it fails
     * @param statement what must hold, in a plain sentence
     * @param mend what a developer does when it does not
     */
    record Card(
            String id,
            String source,
            Level level,
            ErrorCode error,
            String statement,
            String mend) {}

    Card card();

    /**
     * Makes an enum constant's card; written so that a constant reads as one sentence after
     * another.
     */
    static Card must(String id, String source, ErrorCode error, String statement, String mend) {
        return new Card(id, source, Level.MUST, error, statement, mend);
    }

    static Card should(String id, String source, ErrorCode error, String statement, String mend) {
        return new Card(id, source, Level.SHOULD, error, statement, mend);
    }

    static Card ours(String id, String source, ErrorCode error, String statement, String mend) {
        return new Card(id, source, Level.OURS, error, statement, mend);
    }

    default String id() {
        return card().id();
    }

    default ErrorCode error() {
        return card().error();
    }
}
