/**
 * A person's browser, as every page meets it: the cookie that tells browsers apart before anybody
 * has signed in and binds interactions and forms to one of them, the guard of all forms against
 * requests from elsewhere (RFC 9700 §4.7, Fetch Metadata), and the screen that shows views and
 * refusals in the person's language.
 */
@NullMarked
package dev.symbolon.core.browser;

import org.jspecify.annotations.NullMarked;
