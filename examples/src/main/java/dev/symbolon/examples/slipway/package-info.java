/**
 * Slipway, a host for web sites: a web app with a server side, and so a confidential client. People
 * sign in to it with Symbolon, and connect it to Mooring without giving it a password. Begin with
 * {@link dev.symbolon.examples.slipway.Slipway}.
 */
@NullMarked
package dev.symbolon.examples.slipway;

import org.jspecify.annotations.NullMarked;
