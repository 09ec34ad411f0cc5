/**
 * Settings: records whose components are keys. A file, the environment and the command line are
 * read once, at start; what is wrong is told all at once, each with its key and place.
 *
 * <p>A part declares {@code record XSettings} with {@code public static XSettings defaults()} and,
 * where values can be wrong together, {@code public List<String> problems()} whose entries begin
 * with the key as in {@code "port: must be …"}.
 */
@NullMarked
package dev.symbolon.base.config;

import org.jspecify.annotations.NullMarked;
