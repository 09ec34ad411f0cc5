/**
 * The program as a whole: {@link dev.symbolon.Main} is the command line, {@link
 * dev.symbolon.Config} everything that can be set, and Server builds every part and mounts every
 * endpoint.
 */
@NullMarked
package dev.symbolon;

import org.jspecify.annotations.NullMarked;
