/** POST /oauth/introspect: an API asks whether a token is good. RFC 7662, RFC 9701. */
@NullMarked
package dev.symbolon.protocol.introspection;

import org.jspecify.annotations.NullMarked;
