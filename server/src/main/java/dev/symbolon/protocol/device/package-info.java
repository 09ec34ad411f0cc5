/**
 * The device authorization grant (RFC 8628): a television or a tool on a server shows a code, the
 * person types it on a phone. What the device then asks is the token endpoint's.
 */
@NullMarked
package dev.symbolon.protocol.device;

import org.jspecify.annotations.NullMarked;
