/**
 * Invitations: a link, good once and for a day, to whoever may make an account for themselves. The
 * first start prints one for the first administrator. {@code GET /invitation?code=…} asks for name
 * and password, {@code POST} makes the account and signs the person in.
 */
@NullMarked
package dev.symbolon.identity.invitation;

import org.jspecify.annotations.NullMarked;
