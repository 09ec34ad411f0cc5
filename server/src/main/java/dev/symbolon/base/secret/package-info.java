/** Values that must not leak: random handles, hashes, sealing with the master key. */
@NullMarked
package dev.symbolon.base.secret;

import org.jspecify.annotations.NullMarked;
