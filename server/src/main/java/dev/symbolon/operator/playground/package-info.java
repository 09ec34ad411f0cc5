/**
 * {@code /inspect/try}, {@code /inspect/preview}, {@code /inspect/check}: requests put together by
 * hand and really sent, what an app would get without anything being issued, and a client's
 * metadata held against profiles.
 */
@NullMarked
package dev.symbolon.operator.playground;

import org.jspecify.annotations.NullMarked;
