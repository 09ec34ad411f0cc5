/**
 * The APIs that access tokens are for (RFC 8707): their scopes in plain words, the form and
 * lifetime of their tokens. The authorize and token endpoints ask {@link
 * dev.symbolon.core.resource.Resources} which of them a request is about.
 */
@NullMarked
package dev.symbolon.core.resource;

import org.jspecify.annotations.NullMarked;
