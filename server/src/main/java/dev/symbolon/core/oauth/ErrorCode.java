package dev.symbolon.core.oauth;

/** The error codes on the wire, with the HTTP status they have where the answer is JSON. */
public enum ErrorCode {
    /** RFC 6749 §4.1.2.1, §5.2. */
    INVALID_REQUEST(400),
    /** RFC 6749 §5.2. */
    INVALID_CLIENT(401),
    /** RFC 6749 §5.2. */
    INVALID_GRANT(400),
    /** RFC 6749 §4.1.2.1, §5.2. */
    UNAUTHORIZED_CLIENT(400),
    /** RFC 6749 §5.2. */
    UNSUPPORTED_GRANT_TYPE(400),
    /** RFC 6749 §4.1.2.1. */
    UNSUPPORTED_RESPONSE_TYPE(400),
    /** RFC 6749 §4.1.2.1, §5.2. */
    INVALID_SCOPE(400),
    /** RFC 6749 §4.1.2.1. */
    ACCESS_DENIED(403),
    /** RFC 6749 §4.1.2.1. */
    SERVER_ERROR(500),
    /** RFC 6749 §4.1.2.1. */
    TEMPORARILY_UNAVAILABLE(503),
    /** RFC 7009 §2.2.1. */
    UNSUPPORTED_TOKEN_TYPE(400),
    /** RFC 6750 §3.1. */
    INVALID_TOKEN(401),
    /** RFC 6750 §3.1. */
    INSUFFICIENT_SCOPE(403),
    /** RFC 7591 §3.2.2. */
    INVALID_REDIRECT_URI(400),
    /** RFC 7591 §3.2.2. */
    INVALID_CLIENT_METADATA(400),
    /** RFC 8628 §3.5. */
    AUTHORIZATION_PENDING(400),
    /** RFC 8628 §3.5. */
    SLOW_DOWN(400),
    /** RFC 8628 §3.5. */
    EXPIRED_TOKEN(400),
    /** RFC 7591 §3.2.2. */
    INVALID_SOFTWARE_STATEMENT(400),
    /** RFC 7591 §3.2.2. */
    UNAPPROVED_SOFTWARE_STATEMENT(400),
    /** Ours, for RFC 6585 §4: RFC 7591 has no code for it. */
    TOO_MANY_REQUESTS(429),
    /** CIBA §13. */
    UNKNOWN_USER_ID(400),
    /** CIBA §13. */
    INVALID_BINDING_MESSAGE(400),
    /** CIBA §13. */
    MISSING_USER_CODE(400),
    /** CIBA §13. */
    INVALID_USER_CODE(400),
    /** CIBA §12. */
    TRANSACTION_FAILED(400),
    /** RFC 8707 §2. */
    INVALID_TARGET(400),
    /** RFC 9396 §5. */
    INVALID_AUTHORIZATION_DETAILS(400),
    /** Core §3.1.2.6. */
    LOGIN_REQUIRED(400),
    /** Core §3.1.2.6. */
    CONSENT_REQUIRED(400),
    /** Core §3.1.2.6. */
    INTERACTION_REQUIRED(400),
    /** Core §3.1.2.6. */
    ACCOUNT_SELECTION_REQUIRED(400),
    /** RFC 9101 §7, Core §3.1.2.6. */
    INVALID_REQUEST_OBJECT(400),
    /** RFC 9101 §7, Core §3.1.2.6. */
    INVALID_REQUEST_URI(400),
    /** Core §3.1.2.6. */
    REQUEST_NOT_SUPPORTED(400),
    /** Core §3.1.2.6. */
    REQUEST_URI_NOT_SUPPORTED(400),
    /** Core §3.1.2.6. */
    REGISTRATION_NOT_SUPPORTED(400),
    /** RFC 9449 §5; a resource answers 401 (§7.1). */
    INVALID_DPOP_PROOF(400),
    /** RFC 9449 §8; a resource answers 401 (§9). */
    USE_DPOP_NONCE(400),
    /** Attestation-Based Client Authentication §7.4, as the next two. */
    INVALID_CLIENT_ATTESTATION(400),
    USE_ATTESTATION_CHALLENGE(400),
    USE_FRESH_ATTESTATION(400),
    /** RFC 9470 §3, Unmet Authentication Requirements 1.0 §2. */
    UNMET_AUTHENTICATION_REQUIREMENTS(403);

    private final int status;
    private final String wire;

    ErrorCode(int status) {
        this.status = status;
        this.wire = name().toLowerCase(java.util.Locale.ROOT);
    }

    /** As it stands in an {@code error} parameter. */
    public String wire() {
        return wire;
    }

    /** Whether it is no failure: the same request will do once a person has answered. */
    public boolean isWait() {
        return this == AUTHORIZATION_PENDING;
    }

    /** The HTTP status of a JSON answer. */
    public int status() {
        return status;
    }
}
