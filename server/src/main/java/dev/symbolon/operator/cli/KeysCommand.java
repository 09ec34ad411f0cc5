package dev.symbolon.operator.cli;

import dev.symbolon.core.keys.KeyView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the server signs with. */
@Command(name = "keys", description = "Lists, rotates and removes the signing keys.")
final class KeysCommand {

    private final Desk desk;

    KeysCommand(Desk desk) {
        this.desk = desk;
    }

    @Command(description = "Lists the keys that are published.")
    int list(@Mixin Place place) {
        return desk.at(
                place,
                premises -> {
                    report(place, premises);
                    return ExitCode.DONE.number();
                });
    }

    @Command(
            description =
                    "Publishes the next key of each algorithm, which signs as soon as nobody can hold"
                            + " a key set without it.")
    int rotate(
            @Mixin Place place,
            @Option(
                            names = "--now",
                            description =
                                    "It signs from now on, for where somebody else may have a key.")
                    boolean now) {
        return desk.at(
                place,
                premises -> {
                    if (now) {
                        premises.keys().rotateNow(premises.tenant());
                        warn(premises.keys().jwksMaxAge());
                    } else {
                        premises.keys().rotate(premises.tenant());
                    }
                    report(place, premises);
                    return ExitCode.DONE.number();
                });
    }

    private void warn(Duration atMost) {
        desk.streams()
                .err()
                .println(
                        "Who keeps the key set from before may refuse what is signed now, for up to"
                                + " %d minutes.".formatted(atMost.toMinutes())
                                + " What a key before this signs is believed until that is removed:"
                                + " where somebody else has it, do so with keys remove KID.");
    }

    @Command(
            description =
                    "Removes a key that signs no more before its time: what it signed is refused.")
    int remove(@Mixin Place place, @Parameters(paramLabel = "KID") String kid) {
        return desk.at(
                place,
                premises ->
                        switch (premises.keys().remove(premises.tenant(), kid)) {
                            case REMOVED -> {
                                desk.report(place).done("Removed " + kid + ".", Map.of("kid", kid));
                                yield ExitCode.DONE.number();
                            }
                            case IN_USE ->
                                    throw new CommandFailed(
                                            ExitCode.INVALID,
                                            kid + " signs, or will; keys rotate --now ends that");
                            case UNKNOWN ->
                                    throw new CommandFailed(
                                            ExitCode.NOT_FOUND, "there is no key " + kid);
                        });
    }

    private void report(Place place, Premises premises) {
        List<Map<String, Object>> rows =
                premises.keys().list(premises.tenant()).stream().map(KeysCommand::row).toList();
        desk.report(place).many(rows, "There are no keys yet; the first start makes them.");
    }

    private static Map<String, Object> row(KeyView key) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("kid", key.kid());
        row.put("alg", key.algorithm().wire());
        row.put("use", key.algorithm().use());
        row.put("state", key.state().name().toLowerCase(Locale.ROOT));
        row.put("signs_from", key.signsFrom().toString());
        row.put(
                "published_until",
                key.publishedUntil() == null ? "" : key.publishedUntil().toString());
        return row;
    }
}
