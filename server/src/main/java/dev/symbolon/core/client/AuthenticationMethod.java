package dev.symbolon.core.client;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * {@code token_endpoint_auth_method}: how a client proves at every endpoint who it is (RFC 7591 §2,
 * Core §9).
 */
public enum AuthenticationMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    /** A JWT that the secret signs: HMAC (Core §9). */
    CLIENT_SECRET_JWT,
    PRIVATE_KEY_JWT,
    /** The subject of a certificate that a trusted authority issued (RFC 8705 §2.1). */
    TLS_CLIENT_AUTH,
    /** A certificate that is registered itself (RFC 8705 §2.2). */
    SELF_SIGNED_TLS_CLIENT_AUTH,
    /** An instance of an app, whose key somebody trusted attests. */
    ATTEST_JWT_CLIENT_AUTH,
    /** A public client: it has nothing that it could keep secret. */
    NONE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /**
     * Those that can be used here.
     *
     * @param certificates whether clients can show certificates
     * @param subjects whether there are authorities whose word is taken for a certificate's subject
     * @param attested whether anybody's word is taken for instances of apps
     */
    public static Set<AuthenticationMethod> offered(
            boolean certificates, boolean subjects, boolean attested) {
        Set<AuthenticationMethod> methods = EnumSet.allOf(AuthenticationMethod.class);
        if (!certificates) {
            methods.remove(SELF_SIGNED_TLS_CLIENT_AUTH);
        }
        if (!subjects) {
            methods.remove(TLS_CLIENT_AUTH);
        }
        if (!attested) {
            methods.remove(ATTEST_JWT_CLIENT_AUTH);
        }
        return methods;
    }

    public String wire() {
        return wire;
    }

    public boolean usesSecret() {
        return this == CLIENT_SECRET_BASIC
                || this == CLIENT_SECRET_POST
                || this == CLIENT_SECRET_JWT;
    }

    /** Whether we have to know the secret itself, not only its hash. */
    boolean signsWithSecret() {
        return this == CLIENT_SECRET_JWT;
    }

    public boolean usesCertificate() {
        return this == TLS_CLIENT_AUTH || this == SELF_SIGNED_TLS_CLIENT_AUTH;
    }
}
