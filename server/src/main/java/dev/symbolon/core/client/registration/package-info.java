/**
 * Clients that register themselves (RFC 7591, OpenID Connect Registration) and manage what they
 * registered (RFC 7592): who may, how many may, who vouches for them, and what becomes of those
 * that are never used.
 */
@NullMarked
package dev.symbolon.core.client.registration;

import org.jspecify.annotations.NullMarked;
