/**
 * What serves the Mooring Dashboard, a single-page app: three files, nothing else. The app itself
 * is {@code app.js} among the resources; it is a public client and runs in the browser only.
 */
@NullMarked
package dev.symbolon.examples.spa;

import org.jspecify.annotations.NullMarked;
