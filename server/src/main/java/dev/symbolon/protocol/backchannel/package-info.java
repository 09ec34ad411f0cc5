/**
 * Client-initiated backchannel authentication (CIBA): an app names a person, who answers on their
 * account page. What the app then asks is the token endpoint's.
 */
@NullMarked
package dev.symbolon.protocol.backchannel;

import org.jspecify.annotations.NullMarked;
