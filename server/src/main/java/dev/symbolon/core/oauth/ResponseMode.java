package dev.symbolon.core.oauth;

import java.util.Optional;

/**
 * How an authorization response travels: OAuth 2.0 Multiple Response Types §2.1, Form Post Response
 * Mode §2, and signed by the server as JARM §2.3 has it.
 */
public enum ResponseMode {
    QUERY("query", false, false),
    FORM_POST("form_post", true, false),
    QUERY_JWT("query.jwt", false, true),
    FORM_POST_JWT("form_post.jwt", true, true),
    /** JARM §2.3.4: for a code the same as {@code query.jwt}. */
    JWT("jwt", false, true);

    private final String wire;
    private final boolean posted;
    private final boolean signed;

    ResponseMode(String wire, boolean posted, boolean signed) {
        this.wire = wire;
        this.posted = posted;
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

    public String wire() {
        return wire;
    }

    /** Whether it comes to the app as a form. */
    public boolean isPosted() {
        return posted;
    }

    /** Whether it is one JWT that the server signed. */
    public boolean isSigned() {
        return signed;
    }
}
