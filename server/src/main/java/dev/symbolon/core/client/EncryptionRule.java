package dev.symbolon.core.client;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What it takes to encrypt something for a client. */
public enum EncryptionRule implements Rule {
    CLIENT_KEY(
            must(
                    "encryption.client-key",
                    "Core §10.2",
                    INVALID_REQUEST,
                    "A client that registered an encrypted answer has a public key for it: use enc or none, and the alg that it registered or none.",
                    "Publish an RSA key of 2048 bits or more for RSA-OAEP-256, an EC key for ECDH-ES, at the jwks_uri."));

    private final Card card;

    EncryptionRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
