package dev.symbolon.core.oauth;

import java.util.Optional;

/**
 * How an authorization response travels: OAuth 2.0 Multiple Response Types §2.1, Form Post Response
 * Mode §2, and signed by the server as JARM §2.3 has it.
 */
public enum ResponseMode {
    QUERY("query", Part.QUERY, false),
    FRAGMENT("fragment", Part.FRAGMENT, false),
    FORM_POST("form_post", Part.BODY, false),
    QUERY_JWT("query.jwt", Part.QUERY, true),
    FRAGMENT_JWT("fragment.jwt", Part.FRAGMENT, true),
    FORM_POST_JWT("form_post.jwt", Part.BODY, true),
    /** JARM §2.3.4: the signed form of the default; {@link #of} says which. */
    JWT("jwt", Part.QUERY, true);

    /** What of the request to the app carries it. */
    private enum Part {
        QUERY,
        FRAGMENT,
        BODY
    }

    private final String wire;
    private final Part part;
    private final boolean signed;

    ResponseMode(String wire, Part part, boolean signed) {
        this.wire = wire;
        this.part = part;
        this.signed = signed;
    }

    public static Optional<ResponseMode> parse(String wire) {
        for (ResponseMode mode : values()) {
            if (mode.wire.equals(wire)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** Where the request names none: Multiple Response Types §5. */
    public static ResponseMode defaultOf(ResponseType type) {
        return type.hasToken() ? FRAGMENT : QUERY;
    }

    /** The mode itself; for {@link #JWT} the one that it stands for with that type. */
    public ResponseMode of(ResponseType type) {
        return this == JWT && type.hasToken() ? FRAGMENT_JWT : this;
    }

    /**
     * Multiple Response Types §5, JARM §2.3.1: what is a token itself stands in no query, which
     * servers log and browsers send on as Referer.
     */
    public boolean mayCarry(ResponseType type) {
        return !type.hasToken() || of(type).part != Part.QUERY;
    }

    public String wire() {
        return wire;
    }

    /** Whether it comes to the app as a form. */
    public boolean isPosted() {
        return part == Part.BODY;
    }

    /** Whether it comes behind a number sign, which browsers keep to themselves. */
    public boolean isInFragment() {
        return part == Part.FRAGMENT;
    }

    /** Whether it is one JWT that the server signed. */
    public boolean isSigned() {
        return signed;
    }
}
