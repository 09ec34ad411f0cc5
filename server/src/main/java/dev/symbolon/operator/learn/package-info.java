/**
 * {@code /inspect/learn}: a tour of OAuth and OpenID Connect for somebody who has never seen them.
 * Everything that it shows has just happened, on this server, in a tenant of its own.
 */
@NullMarked
package dev.symbolon.operator.learn;

import org.jspecify.annotations.NullMarked;
