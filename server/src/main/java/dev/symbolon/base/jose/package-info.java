/**
 * Signed and encrypted tokens: compact JWS written and checked byte by byte (RFC 7515, 7518, 8037,
 * 9864, 9964), compact JWE (RFC 7516), public keys as JWK (RFC 7517, 7638), and the choice of who
 * computes the signatures. Nimbus reads foreign JWKs. Never {@code none}, never HMAC, never RSA1_5,
 * one algorithm per key (RFC 8725).
 */
@NullMarked
package dev.symbolon.base.jose;

import org.jspecify.annotations.NullMarked;
