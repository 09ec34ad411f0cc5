/**
 * GET /oauth/check-session: the page that an app shows in a frame to ask whether the person is
 * still signed in. OpenID Connect Session Management 1.0 §3.2.
 */
@NullMarked
package dev.symbolon.protocol.checksession;

import org.jspecify.annotations.NullMarked;
