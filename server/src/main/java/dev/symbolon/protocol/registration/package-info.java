/**
 * Where apps register themselves (RFC 7591, OpenID Connect Registration) and manage what they
 * registered (RFC 7592).
 */
@NullMarked
package dev.symbolon.protocol.registration;

import org.jspecify.annotations.NullMarked;
