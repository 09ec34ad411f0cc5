/**
 * A load of virtual users for any OpenID provider, known by its discovery document only. One
 * virtual thread and one kept connection per user; plain sockets, so that the load costs little
 * beside what it measures.
 */
@NullMarked
package dev.symbolon.benchmarks.load;

import org.jspecify.annotations.NullMarked;
