/**
 * The second port, for the machinery around the server: is it alive, may it have traffic, how does
 * it fare. {@code GET /health/live}, {@code /health/ready}, {@code /metrics}; on loopback unless
 * the operator says otherwise, as nobody is asked who they are.
 */
@NullMarked
package dev.symbolon.operator.health;

import org.jspecify.annotations.NullMarked;
