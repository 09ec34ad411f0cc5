/**
 * A browser's sign-in: one cookie, one row, for all apps of the tenant (single sign-on). What
 * clients are told of it, auth_time, acr, amr (Core §2) and sid (Back-Channel Logout §2.1), comes
 * from here. The cookie's value is new at every sign-in.
 */
@NullMarked
package dev.symbolon.identity.session;

import org.jspecify.annotations.NullMarked;
