package dev.symbolon.core.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long what could not be delivered waits for its next try: one pause after each, and no try
 * after the last of them.
 *
 * @param each in the order of the tries
 */
public record Pauses(List<Duration> each) {

    public Pauses {
        each = List.copyOf(each);
    }

    public static Pauses of(Duration... each) {
        return new Pauses(List.of(each));
    }

    /**
     * When it is tried again; nothing where that was the last try.
     *
     * @param tries how often it was tried by now, 1 at least
     */
    public Optional<Instant> after(int tries, Instant now) {
        return tries > each.size() ? Optional.empty() : Optional.of(now.plus(each.get(tries - 1)));
    }
}
