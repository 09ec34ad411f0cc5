/**
 * People who make an account for themselves: {@code GET} and {@code POST /sign-up}, where the
 * settings let them. An app can ask for that page ({@code prompt=create}, Initiating User
 * Registration via OpenID Connect 1.0). docs/decisions/0054-people-who-sign-up.md.
 */
@NullMarked
package dev.symbolon.identity.signup;

import org.jspecify.annotations.NullMarked;
