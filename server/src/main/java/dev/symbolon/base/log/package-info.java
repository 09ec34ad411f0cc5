/**
 * Logs: {@code System.Logger} is what code uses; {@link dev.symbolon.base.log.Logs} decides what
 * becomes of it, {@link dev.symbolon.base.log.LogContext} knows the flow that a line belongs to,
 * and {@link dev.symbolon.base.log.Redaction} is the last line of defence against secrets in it.
 */
@NullMarked
package dev.symbolon.base.log;

import org.jspecify.annotations.NullMarked;
