/**
 * A program on a person's own computer: a public client. It opens the browser at the provider and
 * waits for the answer on a loopback port (RFC 8252). Begin with {@link
 * dev.symbolon.examples.commandline.MooringCommand}.
 */
@NullMarked
package dev.symbolon.examples.commandline;

import org.jspecify.annotations.NullMarked;
