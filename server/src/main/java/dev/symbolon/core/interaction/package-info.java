/**
 * A browser's detour on the way to an answer: what the pages for sign-in and consent must know, and
 * where the browser returns. Walk: /oauth/authorize → begin → /sign-in → /consent → the return path
 * → finish. Bound to the browser that began it (RFC 9700 §4.7), for one hour.
 */
@NullMarked
package dev.symbolon.core.interaction;

import org.jspecify.annotations.NullMarked;
