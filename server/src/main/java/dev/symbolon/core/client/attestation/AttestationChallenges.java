package dev.symbolon.core.client.attestation;

import static dev.symbolon.core.client.attestation.AttestationRule.CHALLENGE;

import dev.symbolon.base.jose.Jws;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.keys.TimedNonces;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a proof can hold to show that it was made just now, whatever the device's clock says: §6.
 */
public final class AttestationChallenges {

    /** §6.1. */
    static final String HEADER = "OAuth-Client-Attestation-Challenge";

    private final TimedNonces nonces;
    private final boolean required;

    /**
     * @param required whether each proof must hold one
     */
    public AttestationChallenges(Keys keys, boolean required, InstantSource clock) {
        this.nonces = new TimedNonces(keys, "attestation-challenge", clock);
        this.required = required;
    }

    public boolean areRequired() {
        return required;
    }

    /** The one that is given now. */
    public String newest(Tenant tenant) {
        return nonces.newest(tenant);
    }

    /**
     * When the proof's challenge has become too old for everybody; nothing where it holds none and
     * needs none.
     *
     * @throws dev.symbolon.core.oauth.Refusal use_attestation_challenge, with one that will do
     */
    Optional<Instant> goodUntil(Exchange exchange, Jws proof) {
        boolean sent = proof.claims().containsKey("challenge");
        if (!sent && !required) {
            return Optional.empty();
        }
        Trace trace = exchange.trace();
        Optional<Instant> given =
                proof.text("challenge")
                        .flatMap(challenge -> nonces.given(exchange.tenant(), challenge))
                        .filter(nonces::isRecent);
        if (given.isEmpty()) {
            throw trace.refusal(
                            CHALLENGE,
                            "one of " + nonces.oldest() + " or later",
                            sent ? "another one" : "none")
                    .with(HEADER, newest(exchange.tenant()));
        }
        trace.require(CHALLENGE, true);
        return Optional.of(given.get().plus(TimedNonces.LONGEST));
    }
}
