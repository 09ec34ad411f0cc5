package dev.symbolon.core.mtls;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_GRANT;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REQUEST;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_TOKEN;
import static dev.symbolon.core.oauth.Rule.must;

import dev.symbolon.core.oauth.Rule;

/** What is bound to a certificate, and when one is needed. */
public enum MutualTlsRule implements Rule {
    REQUIRED(
            must(
                    "mtls.required",
                    "RFC 8705 §3.4",
                    INVALID_REQUEST,
                    "A client that is registered with tls_client_certificate_bound_access_tokens must show a certificate with each token request.",
                    "Send the request to the token endpoint among mtls_endpoint_aliases, with the certificate.")),
    CERTIFICATE_OF_TOKEN(
            must(
                    "mtls.certificate-of-token",
                    "RFC 8705 §3",
                    INVALID_TOKEN,
                    "An access token that is bound to a certificate must come over a connection with that certificate.",
                    "Use the certificate that the token was asked for with, at the address among mtls_endpoint_aliases.")),
    CERTIFICATE_OF_GRANT(
            must(
                    "mtls.certificate-of-grant",
                    "RFC 8705 §4",
                    INVALID_GRANT,
                    "A refresh token that is bound to a certificate must come over a connection with that certificate.",
                    "Use the certificate that the refresh token was issued with."));

    private final Card card;

    MutualTlsRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
