/**
 * Proof of possession (RFC 9449): a request says, signed with the client's key, which request it
 * is, and what is issued for it is bound to that key. The token, the pushed request and the
 * userinfo endpoint take such proofs.
 */
@NullMarked
package dev.symbolon.core.dpop;

import org.jspecify.annotations.NullMarked;
