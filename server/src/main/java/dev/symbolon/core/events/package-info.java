/**
 * What happened that somebody may have to answer for: who did what to what, and when. Written where
 * it happens, read by those who audit.
 */
@NullMarked
package dev.symbolon.core.events;

import org.jspecify.annotations.NullMarked;
