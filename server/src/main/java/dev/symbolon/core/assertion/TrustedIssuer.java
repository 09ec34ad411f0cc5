package dev.symbolon.core.assertion;

import dev.symbolon.core.keys.SignatureCheck;
import dev.symbolon.core.oauth.Scope;
import java.util.Set;

/**
 * An issuer whose word is a grant, and how far.
 *
 * @param issuer its {@code iss}, compared character by character
 * @param tenant the id of the one tenant that trusts it
 * @param clients the client_ids that may bring its assertions
 * @param scope what they may give at most
 * @param byEmail whether an unlinked subject may be found by its verified email
 */
public record TrustedIssuer(
        String issuer,
        String tenant,
        SignatureCheck keys,
        Set<AssertionKind> accepts,
        Set<String> clients,
        Scope scope,
        boolean byEmail) {

    public TrustedIssuer {
        accepts = Set.copyOf(accepts);
        clients = Set.copyOf(clients);
    }
}
