package dev.symbolon.core.client.attestation;

import dev.symbolon.base.config.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose word it is that an app is what it says.
 *
 * @param trustedAttesters absent: nobody's; see {@link TrustedAttesters}
 */
public record AttestationSettings(
        @Setting(
                        "Who may attest instances of which clients (Attestation-Based Client Authentication): a JSON"
                                + " object with, for each attester, jwks or jwks_uri, clients, and the tenant's id where it"
                                + " is not the first.")
                @Nullable String trustedAttesters,
        @Setting(
                        "Whether an instance's proof must hold a challenge that the server gave: nobody can make proofs"
                                + " ahead then, clocks of phones need not be right, and a first request takes two.")
                boolean requireChallenge) {

    public static final AttestationSettings DEFAULTS = new AttestationSettings(null, false);

    public List<String> problems() {
        return TrustedAttesters.problem(trustedAttesters).stream()
                .map(problem -> "trusted-attesters: " + problem)
                .toList();
    }
}
