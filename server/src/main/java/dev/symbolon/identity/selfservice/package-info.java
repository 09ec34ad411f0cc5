/**
 * What people do with their own account: {@code GET /} (start), {@code GET} and {@code POST
 * /account} (sessions, connected apps, signing out).
 */
@NullMarked
package dev.symbolon.identity.selfservice;

import org.jspecify.annotations.NullMarked;
