/**
 * The few lines of HTTP and HTML that the example apps share, on the JDK's own server, so that
 * nothing stands between the reader and the protocol.
 */
@NullMarked
package dev.symbolon.examples.http;

import org.jspecify.annotations.NullMarked;
