package dev.symbolon.core.assertion;

import dev.symbolon.base.jose.Jws;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which kind of assertion a JWT is; its typ says so (RFC 8725 §3.11). */
public enum AssertionKind {
    /** RFC 7523 §3, with no profile: made for this server, for whoever may bring it. */
    JWT("jwt"),
    /** An Identity Assertion Authorization Grant: made for one client of this server. */
    ID_JAG(IdJag.TYP);

    private final String typ;

    AssertionKind(String typ) {
        this.typ = typ;
    }

    /** As settings name it. */
    String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<AssertionKind> of(Jws jws) {
        if (jws.isUntypedOr(Set.of(JWT.typ))) {
            return Optional.of(JWT);
        }
        return jws.isUntypedOr(Set.of(ID_JAG.typ)) ? Optional.of(ID_JAG) : Optional.empty();
    }
}
