/**
 * The one way out: whatever address an app registered, the server asks it through {@link
 * dev.symbolon.base.fetch.Fetcher}, which goes to the public internet and nowhere else.
 */
@NullMarked
package dev.symbolon.base.fetch;

import org.jspecify.annotations.NullMarked;
