package dev.symbolon.protocol.attestation;

import dev.symbolon.base.http.Response;
import dev.symbolon.core.client.attestation.AttestationChallenges;
import dev.symbolon.core.dpop.DpopProofs;
import dev.symbolon.core.tenant.Exchange;
import java.util.Map;

/**
 * Gives a challenge for the proof of an attested instance, to anybody: it opens nothing, and nobody
 * keeps it (Attestation-Based Client Authentication §6.3).
 */
public final class ChallengeEndpoint implements Exchange.Endpoint {

    /** Its path below the issuer. */
    public static final String PATH = "/oauth/challenge";

    private final AttestationChallenges challenges;
    private final DpopProofs proofs;

    public ChallengeEndpoint(AttestationChallenges challenges, DpopProofs proofs) {
        this.challenges = challenges;
        this.proofs = proofs;
    }

    @Override
    public Response handle(Exchange exchange) {
        return proofs.offerNonce(
                exchange.tenant(),
                Response.json(
                        200,
                        Map.of("attestation_challenge", challenges.newest(exchange.tenant()))));
    }
}
