/**
 * Pages: precompiled templates rendered with a typed model, the messages of a person's language,
 * the style sheet and the other assets, and the Content Security Policy that goes with each page
 * (CSP Level 3). A page's endpoint makes a {@link dev.symbolon.base.html.View}; {@link
 * dev.symbolon.base.html.Pages} makes it a response.
 */
@NullMarked
package dev.symbolon.base.html;

import org.jspecify.annotations.NullMarked;
