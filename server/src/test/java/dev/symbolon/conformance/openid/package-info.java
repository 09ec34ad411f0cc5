/**
 * The modules of the OpenID Foundation's plans for a provider, played as a client that wants to
 * certify it: what each demands, and which test shows that, stands in
 * docs/conformance/openid-connect.md.
 */
@org.jspecify.annotations.NullMarked
package dev.symbolon.conformance.openid;
