/**
 * Mooring, a platform that runs people's apps: a resource server. It knows neither passwords nor
 * sessions, only access tokens (RFC 6750, RFC 9068), and says what it wants in the standard ways
 * (RFC 9470, RFC 9728). Begin with {@link dev.symbolon.examples.mooring.Mooring}.
 */
@NullMarked
package dev.symbolon.examples.mooring;

import org.jspecify.annotations.NullMarked;
