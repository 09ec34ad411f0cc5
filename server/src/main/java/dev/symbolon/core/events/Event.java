package dev.symbolon.core.events;

import java.time.Instant;

/**
 * Something that happened.
 *
 * @param actor who did it: an account's id, or how else they were let in
 * @param action what was done, as in {@code inspector.flow-viewed}
 * @param subject to what it was done: a flow, a client
 */
public record Event(String tenant, Instant at, String actor, String action, String subject) {}
