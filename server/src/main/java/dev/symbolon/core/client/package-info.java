/**
 * The apps that may ask for tokens: what each registered (RFC 7591, OpenID Connect Registration
 * §2), checked in one place; where answers may be sent; its secrets. Every endpoint finds its
 * client through {@link dev.symbolon.core.client.Clients}.
 */
@NullMarked
package dev.symbolon.core.client;

import org.jspecify.annotations.NullMarked;
