package dev.symbolon.base.jose;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what others signed: a client's assertion, a request object, an upstream's ID token. The
 * algorithms allowed are the checker's choice, never the header's (RFC 8725 §3.1, §3.2).
 */
public final class JwsVerifier {

    /** What came of it. */
    public sealed interface Verdict {
        /** The signature holds; time, audience and the rest are for the caller to check. */
        record Valid(Jws jws) implements Verdict {}

        record Invalid(Reason reason) implements Verdict {}
    }

    /** Why a signature was not accepted, in the order in which it is looked at. */
    public enum Reason {
        /** No compact JWS with JSON claims, too long, or with extensions ({@code crit}). */
        MALFORMED,
        /** An algorithm that is not allowed here; {@code none} never is. */
        ALGORITHM,
        /** No key for it, or several and no {@code kid} that says which. */
        KEY,
        /** Not made by that key over that text. */
        SIGNATURE
    }

    private final JwkSet keys;
    private final Set<SignatureAlgorithm> allowed;

    public JwsVerifier(JwkSet keys, Set<SignatureAlgorithm> allowed) {
        this.keys = keys;
        this.allowed = Set.copyOf(allowed);
    }

    /** With whatever the server knows and a key fits, for who allows all of it. */
    public JwsVerifier(JwkSet keys) {
        this(keys, EnumSet.allOf(SignatureAlgorithm.class));
    }

    public Verdict verify(String compact) {
        return CompactJws.parse(compact)
                .map(this::verify)
                .orElse(new Verdict.Invalid(Reason.MALFORMED));
    }

    /** The same of what was read already. */
    public Verdict verify(CompactJws jws) {
        Optional<SignatureAlgorithm> algorithm = jws.algorithm().filter(allowed::contains);
        if (algorithm.isEmpty()) {
            return new Verdict.Invalid(Reason.ALGORITHM);
        }
        Optional<VerificationKey> key = keys.key(algorithm.get(), jws.kid().orElse(null));
        if (key.isEmpty()) {
            return new Verdict.Invalid(Reason.KEY);
        }
        if (jws.unverifiedClaims().isEmpty()) {
            return new Verdict.Invalid(Reason.MALFORMED);
        }
        return key.get()
                .verify(jws)
                .<Verdict>map(Verdict.Valid::new)
                .orElse(new Verdict.Invalid(Reason.SIGNATURE));
    }
}
