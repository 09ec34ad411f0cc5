package dev.symbolon.operator.cli;

import dev.symbolon.core.resource.Resource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The APIs that access tokens are for. */
@Command(name = "resource", description = "Adds, lists and removes APIs.")
final class ResourceCommand {

    private final Desk desk;

    ResourceCommand(Desk desk) {
        this.desk = desk;
    }

    @Command(description = "Adds an API, or puts it in the place of the one with its identifier.")
    int add(
            @Mixin Place place,
            @Option(
                            names = "--definition",
                            paramLabel = "FILE",
                            required = true,
                            description =
                                    "JSON with identifier, name, scopes, token_format, …; - for"
                                            + " the input.")
                    Path file) {
        Map<String, Object> definition = desk.object(file);
        return desk.atNew(
                place,
                premises -> {
                    Resource resource = premises.resources().put(premises.tenant(), definition);
                    desk.report(place)
                            .done("Added " + resource.identifier() + ".", resource.toMap());
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Lists the APIs.")
    int list(@Mixin Place place) {
        return desk.at(
                place,
                premises -> {
                    List<Resource> resources = premises.resources().list(premises.tenant());
                    desk.report(place)
                            .many(
                                    resources.stream()
                                            .map(r -> place.json() ? r.toMap() : row(r))
                                            .toList(),
                                    "There are no APIs yet.");
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Removes an API; no more tokens are issued for it.")
    int remove(@Mixin Place place, @Parameters(paramLabel = "IDENTIFIER") String identifier) {
        return desk.at(
                place,
                premises -> {
                    if (!premises.resources().remove(premises.tenant(), identifier)) {
                        throw new CommandFailed(
                                ExitCode.NOT_FOUND, "there is no API " + identifier);
                    }
                    desk.report(place)
                            .done("Removed " + identifier + ".", Map.of("identifier", identifier));
                    return ExitCode.DONE.number();
                });
    }

    private static Map<String, Object> row(Resource resource) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("identifier", resource.identifier());
        row.put("name", resource.name(List.of()));
        row.put("token_format", resource.tokenFormat().wire());
        row.put("scopes", List.copyOf(resource.scopes().keySet()));
        return row;
    }
}
