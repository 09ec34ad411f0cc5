/**
 * The vocabulary that every endpoint shares: error codes, rules, refusals, traces, scopes, PKCE.
 */
@NullMarked
package dev.symbolon.core.oauth;

import org.jspecify.annotations.NullMarked;
