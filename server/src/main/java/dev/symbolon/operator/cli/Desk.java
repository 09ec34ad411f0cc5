package dev.symbolon.operator.cli;

import dev.symbolon.base.config.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/**
 * What every command has at hand.
 *
 * @param environment the process's variables
 */
record Desk(Program program, Map<String, String> environment, Streams streams) {

    private static final int MOST_INPUT = 1 << 16;

    Sources sources(Place place) {
        return place.sources(environment, Map.of());
    }

    Report report(Place place) {
        return new Report(streams.out(), place.json());
    }

    /** Opens the installation for one piece of work. */
    <T> T at(Place place, Function<Premises, T> work) {
        try (Premises premises = program.open(sources(place))) {
            return work.apply(premises);
        }
    }

    /** The first line of the standard input: how a secret comes in without showing in a list. */
    String line() {
        try {
            String text = new String(streams.in().readNBytes(MOST_INPUT), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
