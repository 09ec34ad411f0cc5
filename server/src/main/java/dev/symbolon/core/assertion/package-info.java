/**
 * What other issuers say of a person, taken as a grant (RFC 7521 §4.1, RFC 7523 §2.1 and §3), and
 * ID-JAG, its profile for apps of one company. Read {@code Assertions} first; {@code
 * TrustedIssuers} holds whom the settings trust.
 */
@NullMarked
package dev.symbolon.core.assertion;

import org.jspecify.annotations.NullMarked;
