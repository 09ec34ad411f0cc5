package dev.symbolon.core.client;

import dev.symbolon.core.oauth.ResponseType;
import java.util.Set;

/**
 * What clients of one tenant may register. Where the server is not set up for a way to prove who
 * one is, or to bind tokens, the registration says so, and not only the first request.
 *
 * @param profile what clients are held to that have none of their own
 * @param methods the ways of authentication that are offered here
 */
public record Terms(Profile profile, FrontChannel frontChannel, Set<AuthenticationMethod> methods) {

    public Terms {
        methods = Set.copyOf(methods);
    }

    /** Whether a client that is held to this profile may register it. */
    boolean offer(ResponseType type, Profile heldTo) {
        return frontChannel.offers(type) && heldTo.allows(type);
    }

    /** Whether tokens can be bound to certificates: whether clients can show any (RFC 8705 §3). */
    boolean offerCertificates() {
        return methods.contains(AuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH);
    }
}
