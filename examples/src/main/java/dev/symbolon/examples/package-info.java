/**
 * The apps of the demo and what starts them: {@link dev.symbolon.examples.Demo}. They know the
 * server by its discovery document only, as anybody's app would.
 */
@NullMarked
package dev.symbolon.examples;

import org.jspecify.annotations.NullMarked;
