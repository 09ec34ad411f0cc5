/**
 * Proving who one is: {@code GET} and {@code POST /sign-in}, and one file for each factor (Core
 * §3.1.2.3). A password is hashed with Argon2id (RFC 9106) on threads of its own, and guessing is
 * slowed down by address and by login (NIST SP 800-63B-4 §3.2.2) without locking anybody out.
 */
@NullMarked
package dev.symbolon.identity.signin;

import org.jspecify.annotations.NullMarked;
