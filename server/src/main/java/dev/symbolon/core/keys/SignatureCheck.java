package dev.symbolon.core.keys;

import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.JwsVerifier.Verdict;

/** Whether somebody else signed a JWT: by keys that were given, or by those they publish. */
@FunctionalInterface
public interface SignatureCheck {

    /** Only the signature: time, audience and the rest are for the caller. */
    Verdict verify(CompactJws jws);
}
