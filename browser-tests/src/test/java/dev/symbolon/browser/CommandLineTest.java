package dev.symbolon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The demo: the command line")
@ExtendWith(Stage.Builder.class)
class CommandLineTest {

    private static final String CONSENT = "Mooring command line asks for access to your account";

    @TempDir private Path configuration;

    @BeforeEach
    void forget(Stage stage) {
        stage.forgetApps("alice");
    }

    @Test
    @DisplayName("alice lists her apps, deploys one, reads its log, and signs out")
    void theWholeApp(Stage stage) throws Exception {
        try (Visitor alice = stage.visitor(Look.LIGHT_DESK)) {
            Run apps = run(stage, "apps");
            alice.open(apps.address()).signIn("alice").at(CONSENT).press("Allow");
            alice.at("You are signed in").examine("command-line-signed-in");
            assertThat(apps.rest()).contains("lighthouse   version ", "tide-table   version ");
            assertThat(apps.code()).isZero();

            // The tokens are kept; they do not allow to deploy, and Mooring says so.
            Run deploy = run(stage, "deploy", "lighthouse");
            alice.open(deploy.address())
                    .at(CONSENT)
                    .sees("Put new versions of your Mooring apps online")
                    .press("Allow")
                    .at("You are signed in");
            assertThat(deploy.rest()).contains("lighthouse   version ");
            assertThat(deploy.code()).isZero();

            Run log = run(stage, "log", "lighthouse");
            alice.open(log.address())
                    .at(CONSENT)
                    .sees("Download the files stored in your Mooring account")
                    .press("Allow")
                    .at("You are signed in")
                    .content();
            assertThat(log.rest()).contains("put online by mooring-cli");
            assertThat(log.code()).isZero();

            Run signOut = run(stage, "sign-out");
            assertThat(signOut.rest()).contains("The tokens were revoked.");
            assertThat(signOut.code()).isZero();
            assertThat(run(stage, "sign-out").rest()).contains("Nobody was signed in.");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Where there is no browser, alice types the program's code on another device")
    void device(Look look, Stage stage) throws Exception {
        try (Visitor alice = stage.visitor(look)) {
            Run connect = run(stage, "connect");
            URI page = connect.address();
            String code = connect.userCode();
            alice.open(page).signIn("alice").at("Connect a device").examine("device");
            alice.enter("Code", "BBBB-BBBB").press("Continue");
            alice.sees("No device waits with this code").examine("device-unknown");
            alice.open(URI.create(page + "?user_code=" + code))
                    .at("Is this the code on your device?")
                    .sees(code)
                    .examine("device-compare");
            alice.press("Yes, the same")
                    .at(CONSENT)
                    .sees("This connects another device")
                    .sees("from the network that this browser is in")
                    .examine("device-consent");
            alice.press("Allow").at("The device is connected").examine("device-connected");
            assertThat(connect.rest()).contains("█", "Connected.");
            assertThat(connect.code()).isZero();
            assertThat(run(stage, "apps").rest()).contains("lighthouse   version ");
            assertThat(run(stage, "sign-out").rest()).contains("The tokens were revoked.");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Whoever says no is told in the browser and in the terminal that nothing was done")
    void sayingNo(Look look, Stage stage) throws Exception {
        try (Visitor alice = stage.visitor(look)) {
            Run signIn = run(stage, "sign-in");
            alice.open(signIn.address()).signIn("alice").at(CONSENT).press("Don’t allow");
            alice.at("You said no").sees("nothing was connected").examine("command-line-denied");
            assertThat(signIn.rest()).contains("You did not allow it, so nothing was done.");
            assertThat(signIn.code()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("Access that was ended on the account page is asked for again")
    void ended(Stage stage) throws Exception {
        try (Visitor alice = stage.visitor(Look.LIGHT_DESK)) {
            Run signIn = run(stage, "sign-in");
            alice.open(signIn.address()).signIn("alice").at(CONSENT).press("Allow");
            alice.at("You are signed in");
            assertThat(signIn.rest()).contains("Signed in.");
            Run more = run(stage, "deploy", "lighthouse");
            alice.open(more.address()).at(CONSENT).press("Allow").at("You are signed in");
            assertThat(more.code()).isZero();

            alice.open("/account").press("Disconnect Mooring command line");
            alice.sees("The app is disconnected.");

            Run deploy = run(stage, "deploy", "lighthouse");
            alice.open(deploy.address())
                    .at(CONSENT)
                    .sees("Put new versions of your Mooring apps online")
                    .press("Allow")
                    .at("You are signed in")
                    .content();
            assertThat(deploy.rest()).contains("lighthouse   version ");
            assertThat(deploy.code()).isZero();
        }
    }

    @Test
    @DisplayName("Words that make no sense are answered with those that do")
    void usage(Stage stage) throws Exception {
        Run run = run(stage, "sail");

        assertThat(run.rest()).contains("mooring-cli COMMAND", "sign-in", "deploy APP");
        assertThat(run.code()).isEqualTo(2);
    }

    private Run run(Stage stage, String... words) throws IOException {
        return new Run(stage.demo().commandLine(configuration, words));
    }

    /** One run of the program, as a person at the terminal sees it. */
    private record Run(Process process, BufferedReader terminal) {

        private static final String ADDRESS = "  http";
        private static final long SECONDS_TO_END = 30;

        Run(Process process) {
            this(process, process.inputReader(StandardCharsets.UTF_8));
        }

        /** The address that it asks the person to open. */
        URI address() throws IOException {
            StringBuilder said = new StringBuilder();
            String line = terminal.readLine();
            while (line != null) {
                if (line.startsWith(ADDRESS)) {
                    return URI.create(line.strip());
                }
                said.append(line).append('\n');
                line = terminal.readLine();
            }
            throw new IllegalStateException("It printed no address:\n" + said);
        }

        /** The code that it asks the person to type. */
        String userCode() throws IOException {
            String line = terminal.readLine();
            assertThat(line).startsWith("and type ");
            return line.substring("and type ".length(), line.indexOf(','));
        }

        /** What it says until it ends. */
        String rest() throws IOException {
            return terminal.readAllAsString();
        }

        int code() throws InterruptedException {
            assertThat(process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }
    }
}
