/** POST /oauth/revoke: an app gives a token back. RFC 7009. */
@NullMarked
package dev.symbolon.protocol.revocation;

import org.jspecify.annotations.NullMarked;
