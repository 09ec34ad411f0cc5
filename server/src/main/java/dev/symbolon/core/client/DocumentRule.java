package dev.symbolon.core.client;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_CLIENT_METADATA;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/**
 * What a client metadata document must be, beside all that metadata must be
 * (draft-ietf-oauth-client-id-metadata-document-03).
 */
public enum DocumentRule implements Rule {
    ADDRESS(
            must(
                    "client-document.address",
                    "Client ID Metadata Document §3",
                    INVALID_CLIENT_METADATA,
                    "A client_id that is an address is https, with a path, without a fragment, a user name and the segments . and .., in at most 500 characters.",
                    "Use an address as https://app.example.com/oauth-client.json.")),
    TRUSTED(
            must(
                    "client-document.trusted",
                    "Client ID Metadata Document §6",
                    INVALID_CLIENT_METADATA,
                    "The host of a client metadata document is one that this server lets in.",
                    "Register the app, or ask who runs the server to name its host in client-documents.domains.")),
    MEDIA_TYPE(
            must(
                    "client-document.media-type",
                    "Client ID Metadata Document §5",
                    INVALID_CLIENT_METADATA,
                    "A client metadata document is a JSON object of at most 16 KiB, served as application/json or a type that ends in +json.",
                    "Serve it with Content-Type: application/json, and without a redirect.")),
    SAME_ID(
            must(
                    "client-document.client-id",
                    "Client ID Metadata Document §4",
                    INVALID_CLIENT_METADATA,
                    "client_id in a client metadata document is its own address, character by character.",
                    "Write the address into the document as apps send it.")),
    NO_SECRET(
            must(
                    "client-document.no-secret",
                    "Client ID Metadata Document §4.1",
                    INVALID_CLIENT_METADATA,
                    "A client metadata document has no secret, and no method that needs one: anybody can read it.",
                    "Set token_endpoint_auth_method to none or private_key_jwt, and leave out client_secret."));

    private final Card card;

    DocumentRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
