/**
 * GET and POST /oauth/logout, POST /oauth/logout/confirm: an app asks that the person be signed
 * out. RP-Initiated Logout 1.0.
 */
@NullMarked
package dev.symbolon.protocol.logout;

import org.jspecify.annotations.NullMarked;
