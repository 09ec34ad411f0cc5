/**
 * Codes, grants, refresh and access tokens, ID tokens: mint, keep, rotate, revoke. A grant is one
 * run's result; everything issued in the run hangs on it, and ending it ends them. RFC 6749 §1.4,
 * §1.5, §4.1; RFC 9068; OpenID Connect Core §2.
 */
@NullMarked
package dev.symbolon.core.tokens;

import org.jspecify.annotations.NullMarked;
