/**
 * GET /.well-known/openid-configuration, /.well-known/oauth-authorization-server (path forms too)
 * and /oauth/jwks: what the provider offers and which keys it signs with. OpenID Connect Discovery
 * §4, RFC 8414 §3, RFC 7517 §5.
 */
@NullMarked
package dev.symbolon.protocol.discovery;

import org.jspecify.annotations.NullMarked;
