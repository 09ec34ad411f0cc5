/**
 * How fast, how small, how soon: {@link dev.symbolon.benchmarks.Load} puts any OpenID provider
 * under load and measures its start; {@code micro} measures single parts of this server with JMH.
 */
@NullMarked
package dev.symbolon.benchmarks;

import org.jspecify.annotations.NullMarked;
