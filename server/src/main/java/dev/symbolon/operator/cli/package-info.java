/**
 * The command line: {@code symbolon account add …}. A command opens the database that the settings
 * name, whether a server runs on it or not, does one thing and says what came of it, as text or as
 * JSON. What only the program as a whole can do ({@code start}, {@code demo}) {@link
 * dev.symbolon.operator.cli.Program} does.
 */
@NullMarked
package dev.symbolon.operator.cli;

import org.jspecify.annotations.NullMarked;
