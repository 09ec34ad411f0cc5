package dev.symbolon.operator.cli;

import dev.symbolon.base.config.Reading;
import dev.symbolon.base.config.Sources;
import dev.symbolon.base.json.Json;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code symbolon}, and the way from a command line to an exit code. */
@Command(
        name = "symbolon",
        description = "An OpenID provider and OAuth 2.1 server that explains itself.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the message says why",
            "2:the command itself is wrong",
            "3:the settings are wrong",
            "4:what the command names does not exist",
            "5:what the command would make exists, or a port is taken",
            "6:what the command was given is wrong: metadata, a password, a file"
        })
public final class Commands {

    private final Desk desk;

    private Commands(Desk desk) {
        this.desk = desk;
    }

    /** Runs one command line and says with which code the process ends. */
    public static int run(
            Program program, Map<String, String> environment, Streams streams, String... words) {
        return commandLine(new Desk(program, environment, streams))
                .execute(words.length == 0 ? new String[] {"help"} : words);
    }

    private static CommandLine commandLine(Desk desk) {
        CommandLine line = new CommandLine(new Commands(desk));
        line.addSubcommand(new AccountCommand(desk));
        line.addSubcommand(new ClientCommand(desk));
        line.addSubcommand(new ResourceCommand(desk));
        line.addSubcommand(new KeysCommand(desk));
        line.getCommandSpec().addOption(help()).addOption(versionOption());
        line.getCommandSpec().version(version(desk));
        line.setUsageHelpAutoWidth(true);
        line.setOut(writer(desk.streams().out()));
        line.setErr(writer(desk.streams().err()));
        line.setExecutionExceptionHandler(
                (thrown, command, parsed) -> failed(desk, thrown, parsed));
        return line;
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(CommandLine.ScopeType.INHERIT)
                .description("Say what this command takes.")
                .build();
    }

    private static OptionSpec versionOption() {
        return OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version.")
                .build();
    }

    private static String version(Desk desk) {
        return "symbolon " + desk.program().version();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int failed(Desk desk, Exception thrown, CommandLine.ParseResult parsed) {
        CommandFailed failed = CommandFailed.of(thrown);
        if (!isJson(parsed)) {
            return desk.streams().tell(failed);
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("code", failed.code().number());
        told.put("problems", failed.lines());
        desk.streams().err().println(Json.text(told));
        return failed.code().number();
    }

    private static boolean isJson(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.hasMatchedOption("--json");
    }

    @Command(description = "Runs the server.")
    int start(
            @Mixin Place place,
            @Option(names = "--port", paramLabel = "N", description = "The port to listen on.")
                    @Nullable String port,
            @Option(names = "--issuer", paramLabel = "URL", description = "The server's address.")
                    @Nullable String issuer) {
        Map<String, Sources.Option> given = new HashMap<>();
        if (port != null) {
            given.put("http.port", new Sources.Option("--port", port));
        }
        if (issuer != null) {
            given.put("issuer", new Sources.Option("--issuer", issuer));
        }
        desk.program().start(place.sources(desk.environment(), given), desk.streams());
        return ExitCode.DONE.number();
    }

    @Command(description = "Runs the server and the demo apps, with users and apps made ready.")
    int demo(
            @Option(names = "--home", hidden = true, defaultValue = ".") Path home,
            @Option(
                            names = "--port",
                            paramLabel = "N",
                            defaultValue = "8080",
                            description = "The server's port; the apps take the next ones.")
                    int port,
            @Option(names = "--keep", description = "Go on with what the last run left.")
                    boolean keep) {
        desk.program().demo(home, port, keep, desk.streams());
        return ExitCode.DONE.number();
    }

    @Command(hidden = true, description = "Starts, answers a few requests of its own, and ends.")
    int train(@Option(names = "--data", paramLabel = "DIR", required = true) Path data) {
        desk.program().train(data);
        return ExitCode.DONE.number();
    }

    @Command(description = "Prints every setting with its value and where it was set.")
    int config(@Mixin Place place) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Reading.Value value : desk.program().settings(desk.sources(place))) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("key", value.key().name());
            row.put("value", value.shown());
            row.put("from", value.where());
            rows.add(row);
        }
        desk.report(place).many(rows, "");
        return ExitCode.DONE.number();
    }

    @Command(
            description =
                    "Prints an address that opens the inspector, without an account, for 12 hours.")
    int inspect(@Mixin Place place) {
        return desk.at(
                place,
                premises -> {
                    String address = premises.passes().create(premises.tenant());
                    desk.report(place).done(address, Map.of("inspector", address));
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Prints the version.")
    int version(@Option(names = "--json", description = "Write JSON.") boolean json) {
        new Report(desk.streams().out(), json)
                .done(version(desk), Map.of("version", desk.program().version()));
        return ExitCode.DONE.number();
    }

    @Command(description = "Says what a command takes.")
    int help(@Parameters(paramLabel = "COMMAND", arity = "0..*") @Nullable List<String> words) {
        List<String> asked = new ArrayList<>(words == null ? List.of() : words);
        asked.add("--help");
        return commandLine(desk).execute(asked.toArray(String[]::new));
    }

    @Command(
            description =
                    "Prints a completion script for bash and zsh: source <(symbolon completion)")
    int completion() {
        desk.streams().out().println(AutoComplete.bash("symbolon", commandLine(desk)));
        return ExitCode.DONE.number();
    }
}
