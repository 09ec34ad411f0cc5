package dev.symbolon.operator.cli;

import dev.symbolon.core.keys.KeyView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the server signs with. */
@Command(name = "keys", description = "Lists and rotates the signing keys.")
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

    @Command(description = "Lets the next key of each algorithm sign from now on.")
    int rotate(@Mixin Place place) {
        return desk.at(
                place,
                premises -> {
                    premises.keys().rotate(premises.tenant());
                    report(place, premises);
                    return ExitCode.DONE.number();
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
