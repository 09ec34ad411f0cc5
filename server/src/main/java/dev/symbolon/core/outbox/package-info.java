/**
 * What is told to others later: kept in the transaction that gave cause to it, delivered by any
 * node, again until it is done.
 */
@NullMarked
package dev.symbolon.core.outbox;

import org.jspecify.annotations.NullMarked;
