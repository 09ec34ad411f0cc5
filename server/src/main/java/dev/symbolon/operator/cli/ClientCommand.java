package dev.symbolon.operator.cli;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.Registered;
import dev.symbolon.identity.account.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The apps that people sign in to. */
@Command(name = "client", description = "Adds, lists, shows and removes apps.")
final class ClientCommand {

    private static final int MOST_USES = 10_000;
    private static final int MOST_DAYS = 366;

    private final Desk desk;

    ClientCommand(Desk desk) {
        this.desk = desk;
    }

    @Command(description = "Adds an app; its secret is told this once.")
    int add(
            @Mixin Place place,
            @Option(
                            names = "--metadata",
                            paramLabel = "FILE",
                            required = true,
                            description = "Client metadata as JSON (RFC 7591 §2); - for the input.")
                    Path file) {
        Map<String, Object> metadata = desk.object(file);
        return desk.atNew(
                place,
                premises -> {
                    Registered registered =
                            premises.clients().register(premises.tenant(), metadata);
                    if (place.json()) {
                        desk.report(place).one(registered.toMap());
                    } else {
                        Map<String, Object> told = new LinkedHashMap<>();
                        told.put("client_id", registered.client().clientId());
                        if (registered.clientSecret() != null) {
                            told.put("client_secret", registered.clientSecret().value());
                        }
                        desk.report(place).one(told);
                    }
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Lists the apps.")
    int list(@Mixin Place place) {
        return desk.at(
                place,
                premises -> {
                    List<Map<String, Object>> rows = new ArrayList<>();
                    String after = "";
                    List<Client> page;
                    do {
                        page = premises.clients().list(premises.tenant(), after);
                        for (Client client : page) {
                            rows.add(row(client));
                            after = client.clientId();
                        }
                    } while (page.size() == Clients.PAGE);
                    desk.report(place).many(rows, "There are no apps yet.");
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Shows an app's metadata.")
    int show(@Mixin Place place, @Parameters(paramLabel = "CLIENT_ID") String clientId) {
        return desk.at(
                place,
                premises -> {
                    Client client =
                            premises.clients()
                                    .find(premises.tenant(), clientId)
                                    .orElseThrow(() -> none(clientId));
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("client_id", client.clientId());
                    shown.put("client_id_issued_at", client.createdAt().getEpochSecond());
                    putOrigin(shown, client);
                    shown.putAll(client.metadata().toMap());
                    desk.report(place).one(shown);
                    return ExitCode.DONE.number();
                });
    }

    @Command(
            description =
                    "Prints an initial access token: whoever has it may register an app, while"
                            + " registration.mode is token or open.")
    int invite(
            @Mixin Place place,
            @Option(
                            names = "--uses",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "How many apps; ${DEFAULT-VALUE} unless given.")
                    int uses,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "7",
                            description = "How long; ${DEFAULT-VALUE} unless given.")
                    int days) {
        if (uses < 1 || uses > MOST_USES || days < 1 || days > MOST_DAYS) {
            throw new CommandFailed(
                    ExitCode.INVALID,
                    "--uses is 1 to %d, --days 1 to %d".formatted(MOST_USES, MOST_DAYS));
        }
        return desk.at(
                place,
                premises -> {
                    String token =
                            premises.initialAccessTokens()
                                    .create(premises.tenant(), uses, Duration.ofDays(days));
                    desk.report(place).done(token, Map.of("initial_access_token", token));
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Ends every initial access token that is open.")
    int uninvite(@Mixin Place place) {
        return desk.at(
                place,
                premises -> {
                    int ended = premises.initialAccessTokens().withdraw(premises.tenant());
                    desk.report(place)
                            .done(
                                    "Ended " + ended + " initial access tokens.",
                                    Map.of("ended", ended));
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Removes an app; what was issued to it ends.")
    int remove(@Mixin Place place, @Parameters(paramLabel = "CLIENT_ID") String clientId) {
        return desk.at(
                place,
                premises -> {
                    if (!premises.clients().remove(premises.tenant(), clientId)) {
                        throw none(clientId);
                    }
                    desk.report(place)
                            .done("Removed " + clientId + ".", Map.of("client_id", clientId));
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Lets a person see what happens to an app, in the inspector.")
    int own(
            @Mixin Place place,
            @Parameters(paramLabel = "CLIENT_ID") String clientId,
            @Parameters(paramLabel = "NAME", description = "What the person signs in with.")
                    String name) {
        return desk.at(
                place,
                premises -> {
                    Account account =
                            premises.accounts()
                                    .findByLogin(premises.tenant(), name)
                                    .orElseThrow(() ->
                                            new CommandFailed(
                                                    ExitCode.NOT_FOUND,
                                                    "nobody signs in as " + name));
                    if (!premises.clients().own(premises.tenant(), clientId, account.id())) {
                        throw none(clientId);
                    }
                    desk.report(place)
                            .done(
                                    name + " sees the flows of " + clientId + " now.",
                                    Map.of("client_id", clientId, "owner", account.id()));
                    return ExitCode.DONE.number();
                });
    }

    private static CommandFailed none(String clientId) {
        return new CommandFailed(ExitCode.NOT_FOUND, "there is no app with client_id " + clientId);
    }

    private static Map<String, Object> row(Client client) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("client_id", client.clientId());
        row.put("client_name", client.name());
        row.put("grant_types", client.metadata().grantTypes().stream().sorted().toList());
        row.put("created_at", client.createdAt().toString());
        putOrigin(row, client);
        return row;
    }

    /** How it came, and when it was last used, to the day; empty where it never was. */
    private static void putOrigin(Map<String, Object> row, Client client) {
        Instant used = client.usedAt();
        row.put("registered_by", client.registrar().wire());
        row.put(
                "last_used",
                used == null ? "" : used.atZone(ZoneOffset.UTC).toLocalDate().toString());
    }
}
