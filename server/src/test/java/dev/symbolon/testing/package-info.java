/**
 * The language of the flow tests: a server on a database in memory with a clock the test moves,
 * browsers with cookies, and apps that speak the protocol by hand, so that they can also speak it
 * wrongly.
 */
package dev.symbolon.testing;
