package dev.symbolon.core.dpop;

import dev.symbolon.base.config.Setting;

/** What is asked of proofs beyond RFC 9449 §4.3. */
public record DpopSettings(
        @Setting(
                        "Whether every DPoP proof must hold a nonce that the server gave (RFC 9449 §8): nobody can make"
                                + " proofs ahead then, and a client's first request takes two.")
                boolean requireNonce) {

    public static final DpopSettings DEFAULTS = new DpopSettings(false);
}
