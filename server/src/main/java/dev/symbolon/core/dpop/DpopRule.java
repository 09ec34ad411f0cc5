package dev.symbolon.core.dpop;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_DPOP_PROOF;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_GRANT;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TOKEN;
import static dev.symbolon.core.oauth.ErrorCode.USE_DPOP_NONCE;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What a proof must be, in the order of checking, and what is bound to its key. */
public enum DpopRule implements Rule {
    REQUIRED(
            must(
                    "dpop.required",
                    "RFC 9449 §5.2",
                    INVALID_DPOP_PROOF,
                    "A client that is registered with dpop_bound_access_tokens must send a proof with each token request.",
                    "Sign a proof for the request and send it in the header DPoP.")),
    PRESENT(
            must(
                    "dpop.present",
                    "RFC 9449 §7.1",
                    INVALID_DPOP_PROOF,
                    "An access token that is sent by the scheme DPoP must come with a proof.",
                    "Sign a proof for the request and send it in the header DPoP.")),
    ONE_HEADER(
            must(
                    "dpop.one-header",
                    "RFC 9449 §4.3",
                    INVALID_DPOP_PROOF,
                    "There must not be more than one DPoP header.",
                    "Send one proof in one header.")),
    FORM(
            must(
                    "dpop.form",
                    "RFC 9449 §4.3",
                    INVALID_DPOP_PROOF,
                    "A proof is one signed JWT in compact form, of at most 16 KiB, without critical extensions.",
                    "Send the JWT as it is, without quotes or anything around it.")),
    TYPE(
            must(
                    "dpop.typ",
                    "RFC 9449 §4.2",
                    INVALID_DPOP_PROOF,
                    "The typ of a proof must be dpop+jwt.",
                    "Set typ in the header; a JWT that was made for something else proves nothing.")),
    ALGORITHM(
            must(
                    "dpop.alg",
                    "RFC 9449 §4.2",
                    INVALID_DPOP_PROOF,
                    "The alg of a proof must be one of dpop_signing_alg_values_supported, which are all asymmetric.",
                    "Sign with ES256, or another of those that the server's metadata lists.")),
    KEY_PUBLIC(
            must(
                    "dpop.public-key",
                    "RFC 9449 §4.3",
                    INVALID_DPOP_PROOF,
                    "The jwk of a proof must not hold a private or secret key.",
                    "Send the public members only. The key that was sent is no secret any more: make a new one.")),
    KEY(
            must(
                    "dpop.key",
                    "RFC 9449 §4.2",
                    INVALID_DPOP_PROOF,
                    "The jwk of a proof must be a public key that fits its alg.",
                    "Put the public key into the header as jwk; RSA keys have 2048 bits at least.")),
    SIGNED(
            must(
                    "dpop.signature",
                    "RFC 9449 §4.3",
                    INVALID_DPOP_PROOF,
                    "The signature of a proof must hold with the key in its jwk.",
                    "Sign with the private half of the key that the header shows.")),
    CLAIMS(
            must(
                    "dpop.claims",
                    "RFC 9449 §4.2",
                    INVALID_DPOP_PROOF,
                    "A proof has jti (of 1 to 1000 characters), htm, htu and iat.",
                    "Add what is missing; jti is a random text, new for each proof.")),
    METHOD(
            must(
                    "dpop.htm",
                    "RFC 9449 §4.3",
                    INVALID_DPOP_PROOF,
                    "htm must be the method of the request.",
                    "Make a proof for each request; methods are written in capitals.")),
    ADDRESS(
            must(
                    "dpop.htu",
                    "RFC 9449 §4.3",
                    INVALID_DPOP_PROOF,
                    "htu must be the address that the request is sent to, without query and fragment.",
                    "Use the address as the server's metadata has it. Behind a proxy that is the public one.")),
    NONCE_PRESENT(
            must(
                    "dpop.nonce-present",
                    "RFC 9449 §8",
                    USE_DPOP_NONCE,
                    "This server wants a nonce of its own in each proof.",
                    "Make the proof again with the nonce that stands in the header DPoP-Nonce of this answer.")),
    NONCE(
            must(
                    "dpop.nonce",
                    "RFC 9449 §8",
                    USE_DPOP_NONCE,
                    "The nonce of a proof must be one that this server gave in the last five minutes.",
                    "Make the proof again with the nonce that stands in the header DPoP-Nonce of this answer.")),
    TIME(
            must(
                    "dpop.iat",
                    "RFC 9449 §4.3",
                    INVALID_DPOP_PROOF,
                    "iat must be now, give or take 60 seconds.",
                    "Make the proof when the request is sent; check the clock of the client.")),
    TOKEN_HASH(
            must(
                    "dpop.ath",
                    "RFC 9449 §4.3",
                    INVALID_DPOP_PROOF,
                    "ath must be the hash of the access token that the proof comes with.",
                    "Set ath to the SHA-256 of the token's characters, base64url without padding.")),
    ONCE(
            must(
                    "dpop.once",
                    "RFC 9449 §11.1",
                    INVALID_DPOP_PROOF,
                    "A proof is good for one request.",
                    "Make a proof with a new jti for each request, also when repeating one.")),
    SCHEME(
            must(
                    "dpop.scheme",
                    "RFC 9449 §7.2",
                    INVALID_TOKEN,
                    "An access token that is bound to a key must be sent by the scheme DPoP.",
                    "Send Authorization: DPoP, a space and the token, and a proof in the header DPoP.")),
    TOKEN_BOUND(
            must(
                    "dpop.token-bound",
                    "RFC 9449 §7.1",
                    INVALID_TOKEN,
                    "An access token that is sent by the scheme DPoP must be bound to a key.",
                    "Send a token by the scheme that its token_type named.")),
    KEY_OF_TOKEN(
            must(
                    "dpop.key-of-token",
                    "RFC 9449 §4.3",
                    INVALID_TOKEN,
                    "The proof must be signed with the key that the access token is bound to.",
                    "Use the key of the token request; where it is lost, get a new token.")),
    KEY_OF_CODE(
            must(
                    "dpop.key-of-code",
                    "RFC 9449 §10",
                    INVALID_GRANT,
                    "A code that was asked for with dpop_jkt needs a proof with that key.",
                    "Use the key whose thumbprint the authorization request named.")),
    KEY_OF_REFRESH_TOKEN(
            must(
                    "dpop.key-of-refresh-token",
                    "RFC 9449 §5",
                    INVALID_GRANT,
                    "A refresh token that is bound to a key needs a proof with that key.",
                    "Use the key that the refresh token was got with; where it is lost, start anew with /authorize.")),
    KEY_OF_PUSH(
            must(
                    "dpop.key-of-push",
                    "RFC 9449 §10.1",
                    INVALID_DPOP_PROOF,
                    "dpop_jkt of a pushed request must be the thumbprint of the key in its proof.",
                    "Send the proof or dpop_jkt, or both with the same key."));

    private final Card card;

    DpopRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
