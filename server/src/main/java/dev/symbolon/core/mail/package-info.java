/** Mail to people: kept with what gave cause to it, sent in the background. */
@NullMarked
package dev.symbolon.core.mail;

import org.jspecify.annotations.NullMarked;
