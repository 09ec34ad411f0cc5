/**
 * POST /oauth/token: the endpoint, and one file per grant. The endpoint authenticates the client
 * and asks whether it may use the grant; no grant can forget it. RFC 6749 §3.2, §4, §5, §6.
 */
@NullMarked
package dev.symbolon.protocol.token;

import org.jspecify.annotations.NullMarked;
