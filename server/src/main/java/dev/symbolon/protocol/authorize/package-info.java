/**
 * GET and POST /oauth/authorize, GET /oauth/authorize/resume/{id}: parse, decide, respond. Client
 * and redirect URI come first; no error is ever sent to an address that was not checked. RFC 6749
 * §4.1, OpenID Connect Core §3.1.2, RFC 9207, RFC 7636.
 */
@NullMarked
package dev.symbolon.protocol.authorize;

import org.jspecify.annotations.NullMarked;
