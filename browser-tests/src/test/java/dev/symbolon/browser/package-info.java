/**
 * The whole demo in a real Chromium, as a person uses it: both jars run as they are shipped, every
 * page is photographed, looked at by axe (WCAG 2.2 AA and its good practices), and may neither
 * complain on the console nor scroll sideways. {@link dev.symbolon.browser.Visitor} is the person;
 * the pictures are in target/screenshots.
 */
@NullMarked
package dev.symbolon.browser;

import org.jspecify.annotations.NullMarked;
