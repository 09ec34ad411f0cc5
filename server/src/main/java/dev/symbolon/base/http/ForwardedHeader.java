package dev.symbolon.base.http;

/**
 * Which headers the trusted proxies write. Only one kind is believed: a proxy that writes one kind
 * usually passes the other on untouched, so whatever stands there is the sender's own word.
 */
public enum ForwardedHeader {
    /** X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host. */
    X_FORWARDED,
    /** Forwarded, RFC 7239. */
    FORWARDED
}
