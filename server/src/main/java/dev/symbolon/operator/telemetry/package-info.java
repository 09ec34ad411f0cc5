/**
 * Requests as OpenTelemetry spans, sent by OTLP/HTTP to the collector of those who run the server.
 * Off where no collector is named. docs/decisions/0092-telemetry.md.
 */
@NullMarked
package dev.symbolon.operator.telemetry;

import org.jspecify.annotations.NullMarked;
