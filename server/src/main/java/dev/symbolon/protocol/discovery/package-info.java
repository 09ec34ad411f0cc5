/**
 * What clients read before they begin: the provider's metadata (Discovery §4, RFC 8414 §3) and its
 * public keys (RFC 7517 §5).
 */
@NullMarked
package dev.symbolon.protocol.discovery;

import org.jspecify.annotations.NullMarked;
