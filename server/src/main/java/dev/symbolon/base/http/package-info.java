/**
 * HTTP as the rest of the program sees it: requests, responses, cookies, and the server that
 * carries them.
 */
@NullMarked
package dev.symbolon.base.http;

import org.jspecify.annotations.NullMarked;
