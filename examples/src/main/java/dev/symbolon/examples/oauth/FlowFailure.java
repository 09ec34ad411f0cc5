package dev.symbolon.examples.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import org.jspecify.annotations.Nullable;

/** The provider refused, could not be reached, or answered what an app must not accept. */
public final class FlowFailure extends RuntimeException {

    private static final String OURS = "invalid_response";

    private final String code;
    private final String description;

    FlowFailure(String description) {
        this(OURS, description, null);
    }

    /** Where the cause says more. */
    public FlowFailure(String description, Exception cause) {
        this(OURS, description + ": " + cause.getMessage(), cause);
    }

    private FlowFailure(String code, String description, @Nullable Exception cause) {
        super(description, cause);
        this.code = code;
        this.description = description;
    }

    /** What the provider answered. */
    public static FlowFailure of(ErrorObject error) {
        String code = error.getCode() == null ? "server_error" : error.getCode();
        String description = error.getDescription();
        return new FlowFailure(code, description == null ? code : description, null);
    }

    /**
     * The protocol's error code, such as {@code access_denied}; {@code invalid_response} where it
     * was the app that refused.
     */
    public String code() {
        return code;
    }

    /** Whether the person said no (RFC 6749 §4.1.2.1). */
    public boolean isRefusal() {
        return code.equals("access_denied");
    }

    /** For the person who uses the app. */
    public String description() {
        return description;
    }
}
