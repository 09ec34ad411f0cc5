/**
 * {@code GET /rules} and {@code GET /rules/{id}}: every rule that the server checks, in plain
 * words; {@code error_uri} points here (RFC 6749 §5.2).
 */
@NullMarked
package dev.symbolon.protocol.rules;

import org.jspecify.annotations.NullMarked;
