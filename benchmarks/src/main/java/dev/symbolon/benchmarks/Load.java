package dev.symbolon.benchmarks;

import dev.symbolon.benchmarks.load.App;
import dev.symbolon.benchmarks.load.Pace;
import dev.symbolon.benchmarks.load.Pages;
import dev.symbolon.benchmarks.load.Person;
import dev.symbolon.benchmarks.load.Pressure;
import dev.symbolon.benchmarks.load.Result;
import dev.symbolon.benchmarks.load.Scenario;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The load program's command line; docs/guide/benchmarks.md says how to use it. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Puts an OpenID provider under load, and measures how it starts.")
public final class Load implements Callable<Integer> {

    @Option(
            names = "--issuer",
            required = true,
            description = "The provider; the rest is in its discovery document.")
    private URI issuer = URI.create("http://localhost:8080");

    @Option(
            names = "--scenario",
            split = ",",
            description = "${COMPLETION-CANDIDATES}; several in turn.")
    private List<Scenario> scenarios = new ArrayList<>();

    @Option(names = "--client-id", defaultValue = "load")
    private String clientId = "";

    @Option(names = "--client-secret", defaultValue = "", description = "Absent: a public client.")
    private String clientSecret = "";

    @Option(names = "--auth", description = "${COMPLETION-CANDIDATES}; basic, or none, by default.")
    private App.@Nullable Method method;

    @Option(names = "--redirect-uri", defaultValue = "http://localhost:9/callback")
    private String redirectUri = "";

    @Option(names = "--scope", defaultValue = "openid")
    private String scope = "";

    @Option(names = "--resource", defaultValue = "", description = "RFC 8707.")
    private String resource = "";

    @Option(
            names = "--login",
            defaultValue = "alice",
            description = "Who signs in; %%d is the virtual user's number.")
    private String login = "";

    @Option(names = "--password", defaultValue = "")
    private String password = "";

    @Option(names = "--login-field", defaultValue = "login")
    private String loginField = "";

    @Option(names = "--password-field", defaultValue = "password")
    private String passwordField = "";

    @Option(
            names = "--press",
            split = ",",
            defaultValue = "action=sign-in,action=allow",
            description = "Buttons, as name=value, that go on where a form has one.")
    private List<String> press = new ArrayList<>();

    @Option(
            names = "--users",
            defaultValue = "32",
            description = "Virtual users: ${DEFAULT-VALUE}.")
    private int users;

    @Option(
            names = "--ready-at-once",
            defaultValue = "2",
            description = "How many sign in at a time before the start: ${DEFAULT-VALUE}.")
    private int readyAtOnce;

    @Option(names = "--warm-up", defaultValue = "10", description = "Seconds: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(names = "--duration", defaultValue = "30", description = "Seconds: ${DEFAULT-VALUE}.")
    private int duration;

    @Option(names = "--count", defaultValue = "0", description = "Rounds, instead of a duration.")
    private long count;

    @Option(names = "--verify", description = "Check every ID token's signature.")
    private boolean verify;

    @Option(names = "--any-certificate", description = "For a self-signed provider.")
    private boolean anyCertificate;

    @Option(names = "--json", description = "One line of JSON for each result.")
    private boolean json;

    @Option(
            names = "--pid",
            defaultValue = "0",
            description = "The provider's process: prints its CPU time and memory.")
    private long pid;

    @Option(
            names = "--measure-start",
            defaultValue = "",
            paramLabel = "CMD",
            description = "Starts the provider with CMD and measures that, instead of a load.")
    private String measureStart = "";

    @Option(names = "--starts", defaultValue = "5", description = "How often: ${DEFAULT-VALUE}.")
    private int starts;

    /** Ends with 1 where something failed, with 2 where the options make no sense. */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new Load())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .registerConverter(Scenario.class, Load::scenario)
                        .setExecutionExceptionHandler(Load::failed)
                        .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return measureStart.isEmpty() ? load() : start();
    }

    private int load() throws IOException, InterruptedException {
        App.Method how = clientSecret.isEmpty() ? App.Method.NONE : App.Method.BASIC;
        var app =
                new App(
                        clientId,
                        clientSecret,
                        method == null ? how : method,
                        redirectUri,
                        scope,
                        resource);
        var pages = new Pages(loginField, passwordField, press);
        var pace =
                new Pace(
                        users,
                        readyAtOnce,
                        Duration.ofSeconds(warmUp),
                        Duration.ofSeconds(duration),
                        count);
        var pressure = Pressure.on(issuer, app, pages, new Person(login, password), anyCertificate);
        boolean failed = false;
        for (Scenario scenario : scenarios.isEmpty() ? List.of(Scenario.CODE) : scenarios) {
            Result result = pressure.run(scenario, pace, verify);
            if (json) {
                System.out.println(result.json());
            } else {
                result.print(System.out);
                printProcess();
            }
            failed |= result.failed() > 0;
        }
        return failed ? 1 : 0;
    }

    private void printProcess() {
        ProcessHandle.of(pid)
                .ifPresent(process ->
                        System.out.printf(
                                "  process: %.1f MiB resident, %.1f MiB at most, %.1f s"
                                        + " CPU so far%n",
                                Start.residentMemory(process) / 1024.0,
                                Start.status(pid, "VmHWM:") / 1024.0,
                                process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                                        / 1000.0));
    }

    private int start() throws IOException, InterruptedException {
        String base = issuer.toString().replaceAll("/$", "");
        URI ready = URI.create(base + "/.well-known/openid-configuration");
        Path output = Files.createTempFile("start", ".log");
        List<Start> all = new ArrayList<>();
        for (int number = 1; number <= starts; number++) {
            Start start = Start.measure(measureStart, ready, output);
            all.add(start);
            tell("start " + number, start);
        }
        Files.delete(output);
        tell(
                "median",
                new Start(
                        median(all.stream().mapToLong(Start::millis).toArray()),
                        median(all.stream().mapToLong(Start::kibibytes).toArray())));
        return 0;
    }

    private void tell(String which, Start start) {
        System.out.println(json ? start.json(which) : which + ": " + start);
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static Scenario scenario(String name) {
        return Scenario.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static int failed(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult arguments) {
        System.err.println("load: " + failure.getMessage());
        return 1;
    }
}
