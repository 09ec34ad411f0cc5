package dev.symbolon.core.client.attestation;

import java.time.Instant;

/**
 * What an attestation and its proof say, once both hold; the proof is not used up yet.
 *
 * @param clientId whose instance it is
 * @param thumbprint of the instance's key (RFC 7638 with SHA-256)
 * @param jti what tells the proof from all others of that key
 * @param until from when on the proof is too old for everybody
 */
public record Attested(String clientId, String thumbprint, String jti, Instant until) {

    /** What it is used up by: a jti is unique to its key, nobody can use up another's. */
    public String proofId() {
        return "attestation-pop " + thumbprint + " " + jti;
    }
}
