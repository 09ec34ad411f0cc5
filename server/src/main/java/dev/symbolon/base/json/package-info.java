/** JSON in and out, with limits on depth and size. */
@NullMarked
package dev.symbolon.base.json;

import org.jspecify.annotations.NullMarked;
