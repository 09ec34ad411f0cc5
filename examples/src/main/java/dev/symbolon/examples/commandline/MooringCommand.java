package dev.symbolon.examples.commandline;

import com.nimbusds.oauth2.sdk.token.AccessToken;
import dev.symbolon.examples.Settings;
import dev.symbolon.examples.mooring.Mooring;
import dev.symbolon.examples.oauth.AppClient;
import dev.symbolon.examples.oauth.Challenged;
import dev.symbolon.examples.oauth.CodeFlow;
import dev.symbolon.examples.oauth.Connection;
import dev.symbolon.examples.oauth.DeviceFlow;
import dev.symbolon.examples.oauth.FlowFailure;
import dev.symbolon.examples.oauth.MooringApi;
import dev.symbolon.examples.oauth.MooringApi.App;
import dev.symbolon.examples.oauth.Provider;
import dev.symbolon.examples.oauth.Started;
import dev.symbolon.examples.oauth.Tokens;
import dev.symbolon.examples.oauth.Wish;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The command-line app: {@code mooring-cli apps}, {@code deploy APP}, {@code log APP}, … */
public final class MooringCommand {

    private static final String USAGE =
            """
            mooring-cli COMMAND

              sign-in     opens the browser; you allow this program to act for you
              connect     the same where there is no browser: you allow it on your phone
              apps        lists your apps at Mooring
              deploy APP  puts a new version online
              log APP     prints the app's log
              sign-out    gives the tokens back
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final CodeFlow flow;
    private final DeviceFlow devices;
    private final MooringApi mooring;
    private final TokenFile file;
    private final InstantSource clock;
    private final Consumer<URI> browser;
    private final PrintStream out;

    /**
     * The app with everything it touches.
     *
     * @param file where the tokens stay between runs
     * @param browser shows the person an address
     */
    MooringCommand(
            CodeFlow flow,
            DeviceFlow devices,
            MooringApi mooring,
            TokenFile file,
            InstantSource clock,
            Consumer<URI> browser,
            PrintStream out) {
        this.flow = flow;
        this.devices = devices;
        this.mooring = mooring;
        this.file = file;
        this.clock = clock;
        this.browser = browser;
        this.out = out;
    }

    /** Ends with 0, with 1 where it failed, and with 2 where the arguments make no sense. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        Settings settings = Settings.of(environment);
        var client = AppClient.publicClient(settings.commandLineId());
        var clock = InstantSource.system();
        var provider = new Provider(settings.issuer());
        var flow = new CodeFlow(provider, client, clock);
        var command =
                new MooringCommand(
                        flow,
                        new DeviceFlow(provider, client, flow),
                        new MooringApi(URI.create("http://localhost:" + settings.mooringPort())),
                        new TokenFile(configuration(environment).resolve("tokens.json")),
                        clock,
                        new Browser(System.out),
                        System.out);
        try {
            System.exit(command.run(arguments));
        } catch (FlowFailure failure) {
            System.err.println(
                    failure.isRefusal()
                            ? "You did not allow it, so nothing was done."
                            : failure.description());
        } catch (Challenged refused) {
            System.err.println("Mooring refused: " + refused.getMessage());
        } catch (IOException | UncheckedIOException failure) {
            System.err.println(failure.getMessage());
        }
        System.exit(1);
    }

    int run(String... arguments) throws IOException, InterruptedException {
        String command = arguments.length == 0 ? "help" : arguments[0];
        switch (command + " " + (arguments.length - 1)) {
            case "sign-in 0" -> {
                signIn(usual());
                out.println("Signed in.");
            }
            case "connect 0" -> {
                connect(usual());
                out.println("Connected.");
            }
            case "apps 0" -> atMooring(mooring::apps).forEach(this::print);
            case "deploy 1" -> print(atMooring(token -> mooring.deploy(token, arguments[1])));
            case "log 1" -> {
                String log = atMooring(token -> mooring.file(token, arguments[1] + ".log"));
                out.print(log);
            }
            case "sign-out 0" -> signOut();
            default -> {
                out.print(USAGE);
                return command.equals("help") ? 0 : 2;
            }
        }
        return 0;
    }

    private Wish usual() {
        return Wish.of("openid", "profile", "offline_access", Mooring.READ_APPS)
                .at(mooring.identifier());
    }

    /** RFC 8252 §4.1: the person's own browser, and a redirect to the loopback interface. */
    private Tokens signIn(Wish wish) throws IOException, InterruptedException {
        try (var redirect = new LoopbackRedirect()) {
            Started started = flow.start(wish, redirect.uri());
            browser.accept(started.url());
            return replace(
                    redirect.receive(
                            started.state(), PATIENCE, answer -> flow.finish(started, answer)));
        }
    }

    /** RFC 8628 §3.3: the person types the code elsewhere, or takes a picture of it. */
    private void connect(Wish wish) throws IOException, InterruptedException {
        var started = devices.start(wish);
        out.println("On your phone or another computer, open");
        out.println("  " + started.getVerificationURI());
        out.println("and type " + started.getUserCode() + ", or take a picture of this:");
        out.println();
        out.print(QrCode.of(started.getVerificationURIComplete()));
        replace(devices.await(started, wish));
    }

    private Tokens replace(Tokens tokens) throws IOException {
        Optional<Tokens> before = file.read();
        file.write(tokens);
        before.ifPresent(flow::revoke);
        return tokens;
    }

    /**
     * Calls Mooring, after a sign-in where there are no tokens, and once more after another where
     * Mooring wants more than they allow.
     */
    private <T> T atMooring(Function<AccessToken, T> request)
            throws IOException, InterruptedException {
        Optional<Tokens> kept = file.read();
        Tokens tokens = kept.isPresent() ? kept.get() : signIn(usual());
        try {
            return connection(tokens).use(request);
        } catch (Challenged refused) {
            if (!refused.challenge().canBeMet()) {
                throw refused;
            }
            out.println("Mooring says: " + refused.getMessage());
            Wish wish = refused.challenge().wish(tokens, mooring.identifier());
            return connection(signIn(wish)).use(request);
        } catch (FlowFailure failure) {
            if (!failure.code().equals("invalid_grant")) {
                throw failure;
            }
            out.println("The access was ended; sign in again.");
            Wish asBefore = usual().with(tokens.scope());
            return connection(signIn(asBefore)).use(request);
        }
    }

    private Connection connection(Tokens tokens) {
        return new Connection(flow, clock, tokens, this::keep);
    }

    private void keep(Tokens refreshed) {
        try {
            file.write(refreshed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void signOut() throws IOException {
        Optional<Tokens> tokens = file.read();
        tokens.ifPresent(flow::revoke);
        file.delete();
        out.println(tokens.isPresent() ? "The tokens were revoked." : "Nobody was signed in.");
    }

    private void print(App app) {
        out.println("%-12s version %d".formatted(app.id(), app.version()));
    }

    private static Path configuration(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (base.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".config")
                        : Path.of(base))
                .resolve("mooring-cli");
    }
}
