/**
 * Proving who one is: {@code GET} and {@code POST /sign-in}, and one file for each factor (Core
 * §3.1.2.3).
 */
@NullMarked
package dev.symbolon.identity.signin;

import org.jspecify.annotations.NullMarked;
