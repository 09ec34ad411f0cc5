/**
 * The keys of each tenant, that sign or open: made, sealed, published as JWKS, rotated with overlap
 * (RFC 7517, Core §10.1.1), and what is signed, verified and authenticated with them. Read {@code
 * Keys} first; {@code KeyStore} holds the rows, {@code KeyRing} one tenant's keys in memory, {@code
 * KeySchedule} says what a key is when.
 */
@NullMarked
package dev.symbolon.core.keys;

import org.jspecify.annotations.NullMarked;
