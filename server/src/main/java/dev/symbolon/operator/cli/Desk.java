package dev.symbolon.operator.cli;

import dev.symbolon.base.config.Sources;
import dev.symbolon.base.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

    /** The same for what may be added before the first start: it makes the installation. */
    <T> T atNew(Place place, Function<Premises, T> work) {
        try (Premises premises = program.openOrMake(sources(place), streams)) {
            return work.apply(premises);
        }
    }

    /** The first line of the standard input: how a secret comes in without showing in a list. */
    String line() {
        try {
            // Not a byte further: whoever types it, or keeps the pipe open, sends no end of input.
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int next = streams.in().read();
            while (next >= 0 && next != '\n' && line.size() < MOST_INPUT) {
                line.write(next);
                next = streams.in().read();
            }
            return line.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A JSON object from a file; from the standard input where the file is "-". */
    Map<String, Object> object(Path file) {
        try (InputStream in =
                file.toString().equals("-") ? streams.in() : Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_INPUT + 1);
            if (bytes.length > MOST_INPUT) {
                throw new CommandFailed(ExitCode.INVALID, file + " is larger than 64 KiB");
            }
            return Json.object(new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            throw new CommandFailed(ExitCode.NOT_FOUND, "there is no file " + file);
        } catch (IOException unreadable) {
            throw new CommandFailed(ExitCode.FAILED, file + " cannot be read: " + unreadable);
        } catch (Json.Malformed malformed) {
            throw new CommandFailed(ExitCode.INVALID, file + ": " + malformed.getMessage());
        }
    }
}
