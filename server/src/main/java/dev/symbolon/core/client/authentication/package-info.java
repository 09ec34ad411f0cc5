/**
 * How a client proves who it is at the token, introspection and revocation endpoints (RFC 6749
 * §2.3, RFC 7523, Core §9): one file per method, one list in {@link
 * dev.symbolon.core.client.authentication.ClientAuthentication}.
 */
@NullMarked
package dev.symbolon.core.client.authentication;

import org.jspecify.annotations.NullMarked;
