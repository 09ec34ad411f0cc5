/** An issuer and its settings; the exchange of one request with one tenant. */
@NullMarked
package dev.symbolon.core.tenant;

import org.jspecify.annotations.NullMarked;
