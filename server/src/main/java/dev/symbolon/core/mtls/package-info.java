/**
 * Mutual TLS (RFC 8705): a client shows a certificate in the handshake, which proves who it is, and
 * to which its tokens can be bound. It comes through a listener of our own that asks for it, or by
 * the word of a trusted proxy (RFC 9440).
 */
@NullMarked
package dev.symbolon.core.mtls;

import org.jspecify.annotations.NullMarked;
