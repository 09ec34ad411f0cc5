package dev.symbolon.core.dpop;

import dev.symbolon.base.http.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A proof that holds (RFC 9449 §4.3), not used up yet.
 *
 * @param thumbprint of the key that it proves possession of (RFC 7638 with SHA-256)
 * @param jti what tells it from all others of that key
 * @param until from when on it is too old for everybody
 * @param nextNonce what the next proof should hold (RFC 9449 §8.2); absent where the one that came
 *     is still the newest, or none is wanted
 */
public record DpopProof(String thumbprint, String jti, Instant until, @Nullable String nextNonce) {

    /** The answer, with the next nonce where there is one. */
    public Response answer(Response response) {
        return nextNonce == null ? response : response.with(DpopProofs.NONCE_HEADER, nextNonce);
    }
}
