/**
 * Numbers for the operator: how many requests of which kind took how long, and how the JVM fares.
 * Names follow OpenTelemetry's semantic conventions; {@code /metrics} on the management port prints
 * them in Prometheus' text format.
 */
@NullMarked
package dev.symbolon.base.metrics;

import org.jspecify.annotations.NullMarked;
