package dev.symbolon.core.client;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_CLIENT_METADATA;
import static dev.symbolon.core.oauth.ErrorCode.INVALID_REDIRECT_URI;

import dev.symbolon.base.jose.ContentEncryption;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.oauth.Rule;

/** What client metadata must be; {@link MetadataReader} and {@link MetadataChecks} check it. */
public enum MetadataRule implements Rule {
    TYPE(
            Rule.must(
                    "client-metadata.type",
                    "RFC 7591 §2",
                    INVALID_CLIENT_METADATA,
                    "The value has the JSON type that its specification names.",
                    "Look up the type: lists stay lists with one element, numbers and booleans are"
                            + " not quoted.")),
    LIMIT(
            Rule.ours(
                    "client-metadata.limit",
                    "RFC 7591 §5",
                    INVALID_CLIENT_METADATA,
                    "A text has at most 2000 characters, a name 100, a list 100 elements, all"
                            + " without repetition.",
                    "Shorten it.")),
    TEXT(
            Rule.must(
                    "client-metadata.text",
                    "RFC 7591 §2.2",
                    INVALID_CLIENT_METADATA,
                    "A text for people is short and holds no control characters and none that turn"
                            + " the direction of writing; after a number sign stands its BCP 47"
                            + " language tag, as in client_name#de.",
                    "Remove line breaks and formatting characters; correct the tag.")),
    APPLICATION_TYPE(
            Rule.must(
                    "client-metadata.application-type",
                    "OpenID Connect Registration §2",
                    INVALID_CLIENT_METADATA,
                    "application_type is web or native.",
                    "Say web for what runs on a server or in a browser, native for what is"
                            + " installed.")),
    REDIRECT_URI_PRESENT(
            Rule.must(
                    "client-metadata.redirect-uri-present",
                    "RFC 7591 §2",
                    INVALID_REDIRECT_URI,
                    "A client that uses the authorization code grant registers its redirect URIs.",
                    "List where answers may be sent in redirect_uris, or name grant_types without"
                            + " authorization_code.")),
    AUTH_METHOD(
            Rule.must(
                    "client-metadata.auth-method",
                    "RFC 7591 §2",
                    INVALID_CLIENT_METADATA,
                    "token_endpoint_auth_method is client_secret_basic, client_secret_post,"
                            + " client_secret_jwt, private_key_jwt, tls_client_auth,"
                            + " self_signed_tls_client_auth, attest_jwt_client_auth or none.",
                    "Choose one of them; none is for apps that cannot keep a secret.")),
    AUTH_METHOD_OFFERED(
            Rule.must(
                    "client-metadata.auth-method-offered",
                    "RFC 7591 §2",
                    INVALID_CLIENT_METADATA,
                    "The server is set up for the token_endpoint_auth_method.",
                    "Choose one of token_endpoint_auth_methods_supported in the server's metadata."
                            + " Certificates are asked for after mtls is set, subjects believed"
                            + " with mtls.authorities, instances of apps with"
                            + " attestation.trusted-attesters.")),
    CERTIFICATES_OFFERED(
            Rule.must(
                    "client-metadata.certificates-offered",
                    "RFC 8705 §3.4",
                    INVALID_CLIENT_METADATA,
                    "Tokens can be bound to certificates where clients can show certificates.",
                    "Bind them to keys with dpop_bound_access_tokens, or set mtls on the server.")),
    CERTIFICATE_SUBJECT(
            Rule.must(
                    "client-metadata.certificate-subject",
                    "RFC 8705 §2.1.2",
                    INVALID_CLIENT_METADATA,
                    "A client with tls_client_auth registers exactly one of"
                            + " tls_client_auth_subject_dn, _san_dns, _san_uri, _san_ip and"
                            + " _san_email; others register none.",
                    "Name whom the client's certificate is for, once: a distinguished name as in"
                            + " RFC 4514, a host without wildcards, an address.")),
    CERTIFICATE_REGISTERED(
            Rule.must(
                    "client-metadata.certificate-registered",
                    "RFC 8705 §2.2.2",
                    INVALID_CLIENT_METADATA,
                    "A client with self_signed_tls_client_auth registers its certificate: as x5c"
                            + " of a key in jwks, or at jwks_uri.",
                    "Add x5c with the certificate in base64 to the key in jwks.")),
    GRANT_TYPE(
            Rule.must(
                    "client-metadata.grant-type",
                    "RFC 7591 §2",
                    INVALID_CLIENT_METADATA,
                    "grant_types holds only grants that this server offers.",
                    "Name only grants that this server offers; see grant_types_supported in its"
                            + " metadata.")),
    RESPONSE_TYPE(
            Rule.must(
                    "client-metadata.response-type",
                    "RFC 9700 §2.1.2",
                    INVALID_CLIENT_METADATA,
                    "response_types holds only response types that this server offers the client.",
                    "Use the authorization code grant; the implicit grant leaks tokens. Where the settings"
                            + " allow it, a client that is held to compatible may have those with id_token,"
                            + " and those with token.")),
    GRANTS_MATCH_RESPONSES(
            Rule.must(
                    "client-metadata.grants-match-responses",
                    "RFC 7591 §2.1",
                    INVALID_CLIENT_METADATA,
                    "response_types holds one with code exactly where grant_types holds"
                            + " authorization_code, and one with id_token or token exactly where it"
                            + " holds implicit.",
                    "Leave response_types out, or make the two agree.")),
    TOKEN_NOT_BOUND(
            Rule.ours(
                    "client-metadata.token-not-bound",
                    "RFC 9449 §5.2",
                    INVALID_CLIENT_METADATA,
                    "A client whose access tokens are bound to a key or a certificate registers no"
                            + " response type with token: what comes through the browser is bound to"
                            + " nothing.",
                    "Use code or code id_token, or leave out dpop_bound_access_tokens and"
                            + " tls_client_certificate_bound_access_tokens.")),
    IMPLICIT_HTTPS(
            Rule.must(
                    "client-metadata.implicit-https",
                    "OpenID Connect Registration §2",
                    INVALID_REDIRECT_URI,
                    "A web client with the implicit grant registers only https addresses, none of"
                            + " them on localhost.",
                    "Register https addresses, or use response_types [\"code\"].")),
    CONFIDENTIAL_GRANT(
            Rule.must(
                    "client-metadata.confidential-grant",
                    "RFC 6749 §4.4",
                    INVALID_CLIENT_METADATA,
                    "Only a client that authenticates may use client_credentials, token"
                            + " exchange, jwt-bearer or CIBA.",
                    "Choose a token_endpoint_auth_method other than none.")),
    DELIVERY_MODE(
            Rule.must(
                    "client-metadata.delivery-mode",
                    "CIBA §4",
                    INVALID_CLIENT_METADATA,
                    "A client that may use CIBA registers backchannel_token_delivery_mode: poll,"
                            + " ping or push.",
                    "Say poll and ask at the token endpoint, or ping and be told when.")),
    NOTIFICATION_ENDPOINT(
            Rule.must(
                    "client-metadata.notification-endpoint",
                    "CIBA §4",
                    INVALID_CLIENT_METADATA,
                    "A client with ping or push registers backchannel_client_notification_endpoint.",
                    "Name the https address where it takes notifications.")),
    PUSHED_UNBOUND(
            Rule.ours(
                    "client-metadata.pushed-unbound",
                    "CIBA §10.3",
                    INVALID_CLIENT_METADATA,
                    "Tokens that are pushed are bound to nothing: a client with push asks for no"
                            + " bound tokens and is held to no FAPI profile.",
                    "Use ping, and prove the key where the tokens are fetched.")),
    PKCE_WAIVER(
            Rule.ours(
                    "client-metadata.pkce-waiver",
                    "RFC 9700 §2.1.1",
                    INVALID_CLIENT_METADATA,
                    "Only a client that authenticates may do without PKCE.",
                    "Remove require_pkce, or register the client with a secret or a key.")),
    ALGORITHM(
            Rule.must(
                    "client-metadata.algorithm",
                    "RFC 7591 §2",
                    INVALID_CLIENT_METADATA,
                    "A signing algorithm is one of "
                            + String.join(", ", SignatureAlgorithm.names())
                            + ".",
                    "Choose one of them; none and HMAC algorithms are not offered.")),
    ENCRYPTION(
            Rule.must(
                    "client-metadata.encryption",
                    "OpenID Connect Registration §2",
                    INVALID_CLIENT_METADATA,
                    "What is encrypted has an alg of "
                            + String.join(", ", EncryptionAlgorithm.names())
                            + " and an enc of "
                            + String.join(", ", ContentEncryption.names())
                            + ".",
                    "Choose among them; RSA1_5 and shared secrets are not offered.")),
    ENCRYPTION_ALG(
            Rule.must(
                    "client-metadata.encryption-alg",
                    "OpenID Connect Registration §2",
                    INVALID_CLIENT_METADATA,
                    "A member that ends in _enc comes with the one that ends in _alg.",
                    "Name both, or the alg alone: the enc is A128CBC-HS256 then.")),
    ENCRYPTION_KEY(
            Rule.must(
                    "client-metadata.encryption-key",
                    "Core §10.2",
                    INVALID_CLIENT_METADATA,
                    "A client that wants encrypted answers has a jwks_uri, or jwks with a key for"
                            + " each alg: RSA of 2048 to 8192 bits, or EC; its use is enc or"
                            + " absent.",
                    "Put a public key for encryption into jwks, or name the address of the set.")),
    SUBJECT_TYPE(
            Rule.must(
                    "client-metadata.subject-type",
                    "OpenID Connect Registration §2",
                    INVALID_CLIENT_METADATA,
                    "subject_type is public or pairwise.",
                    "Choose one of them; left out, it is public.")),
    SECTOR(
            Rule.must(
                    "client-metadata.sector",
                    "Core §8.1",
                    INVALID_CLIENT_METADATA,
                    "A client with pairwise subjects has redirect URIs on one host, all https, or a"
                            + " sector_identifier_uri.",
                    "Register sector_identifier_uri, an https address of a JSON array with all"
                            + " redirect URIs.")),
    SECTOR_LISTS(
            Rule.must(
                    "client-metadata.sector-lists",
                    "OpenID Connect Registration §5",
                    INVALID_CLIENT_METADATA,
                    "What stands at sector_identifier_uri is a JSON array with all redirect URIs of"
                            + " the client.",
                    "Publish the array there first, then register.")),
    SECTOR_OF_DOCUMENT(
            Rule.ours(
                    "client-metadata.sector-of-document",
                    "Client ID Metadata Document §4.1",
                    INVALID_CLIENT_METADATA,
                    "A client that nobody registered has no sector_identifier_uri.",
                    "Have all redirect URIs on one host, which is the sector then.")),
    LINK(
            Rule.must(
                    "client-metadata.link",
                    "RFC 7591 §5",
                    INVALID_CLIENT_METADATA,
                    "The address is an https URL without a user name; those of pages may be http"
                            + " on this machine.",
                    "Write it whole, as in https://app.example.com/about.")),
    KEYS_ONCE(
            Rule.must(
                    "client-metadata.keys-once",
                    "RFC 7591 §2",
                    INVALID_CLIENT_METADATA,
                    "Keys are given by jwks or by jwks_uri, not by both.",
                    "Remove one of them.")),
    KEYS_FORM(
            Rule.must(
                    "client-metadata.keys-form",
                    "RFC 7517 §5",
                    INVALID_CLIENT_METADATA,
                    "jwks is a JWK Set of 1 to 20 public keys with different kid values.",
                    "Send an object whose member keys is a list of public keys. If a private key"
                            + " was in it, replace that key: it has been sent over a network.")),
    KEYS_PRESENT(
            Rule.must(
                    "client-metadata.keys-present",
                    "RFC 7523 §3",
                    INVALID_CLIENT_METADATA,
                    "A client that uses private_key_jwt has a jwks_uri, or jwks with a key to check"
                            + " its signatures: RSA of 2048 to 8192 bits, EC, Ed25519 or ML-DSA, fit"
                            + " for its token_endpoint_auth_signing_alg.",
                    "Put the public keys into jwks, or name the address of the set.")),
    ASSERTION_ALGORITHM(
            Rule.must(
                    "client-metadata.assertion-algorithm",
                    "RFC 8725 §3.1",
                    INVALID_CLIENT_METADATA,
                    "token_endpoint_auth_signing_alg is HS256, HS384 or HS512 for client_secret_jwt,"
                            + " and none of these for anything else.",
                    "Name one that goes with the token_endpoint_auth_method, or leave it out.")),
    PROFILE(
            Rule.ours(
                    "client-metadata.profile",
                    "RFC 7591 §2",
                    INVALID_CLIENT_METADATA,
                    "profile is oauth-2.1, fapi-2.0-security, fapi-2.0-message-signing, mcp or compatible.",
                    "Name one of them, or leave it out for the server's own.")),
    FRONTCHANNEL_ORIGIN(
            Rule.must(
                    "client-metadata.frontchannel-origin",
                    "Front-Channel Logout §2",
                    INVALID_CLIENT_METADATA,
                    "frontchannel_logout_uri has the scheme, host and port of one of the redirect_uris.",
                    "Serve both from one origin.")),
    SCOPE(
            Rule.must(
                    "client-metadata.scope",
                    "RFC 6749 §3.3",
                    INVALID_CLIENT_METADATA,
                    "scope is a text of scope names with one space between them.",
                    "Write them as in openid profile email.")),
    MAX_AGE(
            Rule.must(
                    "client-metadata.max-age",
                    "OpenID Connect Registration §2",
                    INVALID_CLIENT_METADATA,
                    "default_max_age is a number of seconds, 0 or more.",
                    "Write a whole number without quotes.")),
    ADMINISTRATOR_ONLY(
            Rule.ours(
                    "client-metadata.administrator-only",
                    "RFC 7591 §5",
                    INVALID_CLIENT_METADATA,
                    "Only an administrator may register this.",
                    "Leave it out, or ask an administrator to register the client.")),
    CLIENT_ID_FORM(
            Rule.ours(
                    "client-metadata.client-id-form",
                    "RFC 6749 §A.1",
                    INVALID_CLIENT_METADATA,
                    "A chosen client_id has 1 to 128 visible ASCII characters and no colon,"
                            + " quotation mark or backslash.",
                    "Choose another, or leave it out to get one.")),
    CLIENT_ID_FREE(
            Rule.must(
                    "client-metadata.client-id-free",
                    "RFC 6749 §2.2",
                    INVALID_CLIENT_METADATA,
                    "A client_id belongs to one client only.",
                    "Choose another, or replace the existing client.")),
    CLIENT_ID_FIXED(
            Rule.must(
                    "client-metadata.client-id-fixed",
                    "RFC 7592 §2.2",
                    INVALID_CLIENT_METADATA,
                    "The client_id in new metadata is the client's own: it never changes.",
                    "Leave it out, or register another client.")),
    SECRET_FORM(
            Rule.ours(
                    "client-metadata.secret-form",
                    "RFC 6749 §10.10",
                    INVALID_CLIENT_METADATA,
                    "A chosen client_secret belongs to a method that uses one and is drawn at"
                            + " random: 32 to 256 visible ASCII characters, at least 12 of them"
                            + " different.",
                    "Leave it out to get one of 256 random bits."));

    private final Card card;

    MetadataRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }
}
