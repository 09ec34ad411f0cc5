package dev.symbolon.core.client.attestation;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_CLIENT_ATTESTATION;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_GRANT;
import static dev.symbolon.core.oauth.ErrorCode.USE_ATTESTATION_CHALLENGE;
import static dev.symbolon.core.oauth.ErrorCode.USE_FRESH_ATTESTATION;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What an attested instance of a client must send, in the order of checking. */
public enum AttestationRule implements Rule {
    ONE_EACH(
            must(
                    "client-attestation.one-each",
                    "Attestation-Based Client Authentication §7.1",
                    INVALID_CLIENT_ATTESTATION,
                    "An attested instance sends one OAuth-Client-Attestation header and one"
                            + " OAuth-Client-Attestation-PoP header.",
                    "Send both, once each; a DPoP proof does not stand in for the second here.")),
    FORM(
            must(
                    "client-attestation.form",
                    "Attestation-Based Client Authentication §4",
                    INVALID_CLIENT_ATTESTATION,
                    "Attestation and proof are signed JWTs of at most 16 KiB, without critical"
                            + " extensions.",
                    "Send a JWS in compact form whose payload is a JSON object, and nothing else in"
                            + " the header field.")),
    TYP(
            must(
                    "client-attestation.typ",
                    "Attestation-Based Client Authentication §4",
                    INVALID_CLIENT_ATTESTATION,
                    "The typ of the attestation is oauth-client-attestation+jwt, and that of its"
                            + " proof oauth-client-attestation-pop+jwt.",
                    "Set both; a token that was made for something else attests nothing.")),
    ALGORITHM(
            must(
                    "client-attestation.algorithm",
                    "Attestation-Based Client Authentication §7.1",
                    INVALID_CLIENT_ATTESTATION,
                    "Attestation and proof are signed with algorithms that the metadata names: with"
                            + " keys, never with a shared secret.",
                    "Use one of client_attestation_signing_alg_values_supported and"
                            + " client_attestation_pop_signing_alg_values_supported.")),
    ATTESTER(
            must(
                    "client-attestation.attester",
                    "Attestation-Based Client Authentication §7.1",
                    INVALID_CLIENT_ATTESTATION,
                    "The attester is one that the settings trust with this client.",
                    "Compare sub, and iss where there is one, with attestation.trusted-attesters.")),
    SIGNED(
            must(
                    "client-attestation.signed",
                    "Attestation-Based Client Authentication §7.1",
                    INVALID_CLIENT_ATTESTATION,
                    "The attestation is signed with a key of that attester.",
                    "Compare the kid with the keys in the settings, or at the jwks_uri that they"
                            + " name.")),
    CLAIMS(
            must(
                    "client-attestation.claims",
                    "Attestation-Based Client Authentication §4",
                    INVALID_CLIENT_ATTESTATION,
                    "An attestation has sub, exp and cnf with a jwk.",
                    "Add what is missing: the client_id, a NumericDate, and the public key of the"
                            + " instance.")),
    KEY(
            must(
                    "client-attestation.key",
                    "Attestation-Based Client Authentication §7.1",
                    INVALID_CLIENT_ATTESTATION,
                    "The key in cnf is a public one that fits the alg of the proof.",
                    "Attest the public half of a key that is made for signatures; if a private one"
                            + " was sent, replace it.")),
    NOT_EARLY(
            must(
                    "client-attestation.not-early",
                    "Attestation-Based Client Authentication §4",
                    INVALID_CLIENT_ATTESTATION,
                    "iat and nbf of an attestation do not lie ahead.",
                    "Check the clock of the attester; a minute is forgiven.")),
    FRESH(
            must(
                    "client-attestation.fresh",
                    "Attestation-Based Client Authentication §7.4",
                    USE_FRESH_ATTESTATION,
                    "An attestation has not expired.",
                    "Get a new one from the attester, and try again.")),
    PROOF_SIGNED(
            must(
                    "client-attestation.proof-signed",
                    "Attestation-Based Client Authentication §7.2",
                    INVALID_CLIENT_ATTESTATION,
                    "The proof is signed with the key in cnf of the attestation.",
                    "Sign with the private key whose public half was attested.")),
    PROOF_CLAIMS(
            must(
                    "client-attestation.proof-claims",
                    "Attestation-Based Client Authentication §5.1",
                    INVALID_CLIENT_ATTESTATION,
                    "A proof has aud, iat and jti, a text of 1 to 1000 characters.",
                    "Add what is missing, with a random jti for each request.")),
    PROOF_AUDIENCE(
            must(
                    "client-attestation.proof-audience",
                    "Attestation-Based Client Authentication §7.2",
                    INVALID_CLIENT_ATTESTATION,
                    "aud of a proof is the issuer identifier, alone.",
                    "Set it to the issuer, exactly as the metadata has it; make one proof for each"
                            + " server.")),
    CHALLENGE(
            must(
                    "client-attestation.challenge",
                    "Attestation-Based Client Authentication §6.1",
                    USE_ATTESTATION_CHALLENGE,
                    "Where the server asks for a challenge, or a proof holds one, it is one that"
                            + " the server gave a few minutes ago at most.",
                    "Put the OAuth-Client-Attestation-Challenge of this answer into challenge of a"
                            + " new proof, and try again.")),
    PROOF_TIME(
            must(
                    "client-attestation.proof-time",
                    "Attestation-Based Client Authentication §7.2",
                    INVALID_CLIENT_ATTESTATION,
                    "iat of a proof that holds no challenge is at most a minute ago, or ahead.",
                    "Make a proof for each request; check the clock of the device, or fetch a"
                            + " challenge.")),
    PROOF_ONCE(
            must(
                    "client-attestation.proof-once",
                    "Attestation-Based Client Authentication §12.1",
                    INVALID_CLIENT_ATTESTATION,
                    "A proof is used once.",
                    "Make a new one for each request, also when repeating one.")),
    INSTANCE(
            must(
                    "client-attestation.instance",
                    "Attestation-Based Client Authentication §10.3",
                    INVALID_GRANT,
                    "What an instance of a client was given is good with that instance's key alone.",
                    "Use the key that was attested when it was issued; where it is gone, send the"
                            + " person through authorization again."));

    private final Card card;

    AttestationRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
