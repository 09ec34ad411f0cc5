package dev.symbolon;

import dev.symbolon.base.config.Reading;
import dev.symbolon.base.config.Setting;
import dev.symbolon.base.config.SettingsReader;
import dev.symbolon.base.config.Sources;
import dev.symbolon.base.fetch.FetchSettings;
import dev.symbolon.base.http.HttpSettings;
import dev.symbolon.base.log.LogSettings;
import dev.symbolon.base.mail.MailSettings;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.base.sql.DatabaseSettings;
import dev.symbolon.core.assertion.AssertionSettings;
import dev.symbolon.core.browser.SiteSettings;
import dev.symbolon.core.client.ClientSettings;
import dev.symbolon.core.client.DocumentSettings;
import dev.symbolon.core.client.attestation.AttestationSettings;
import dev.symbolon.core.client.registration.RegistrationSettings;
import dev.symbolon.core.dpop.DpopSettings;
import dev.symbolon.core.keys.KeySettings;
import dev.symbolon.core.mtls.MutualTlsSettings;
import dev.symbolon.core.tokens.TokenSettings;
import dev.symbolon.identity.session.SessionSettings;
import dev.symbolon.identity.signin.PasswordSettings;
import dev.symbolon.identity.signup.SignUpSettings;
import dev.symbolon.operator.health.ManagementSettings;
import dev.symbolon.operator.inspector.InspectorSettings;
import dev.symbolon.operator.telemetry.TelemetrySettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, collected from the parts' own records. Read once, at start, and
 * checked whole.
 *
 * @param issuer without a slash at its end (Discovery §3)
 * @param data need not exist yet
 */
public record Config(
        @Setting(
                        "The address that apps and people know the server by; http only on this"
                                + " machine itself. Without it, http://localhost and the port.")
                URI issuer,
        @Setting("The directory of the embedded database and the master key's file.") Path data,
        @Setting(
                        "The master key: base64 of 32 random bytes. Without it, a file in the data"
                                + " directory, made at the first start.")
                @Nullable Secret masterKey,
        @Setting("How the server presents itself to people.") SiteSettings site,
        @Setting("Where and how the server listens.") HttpSettings http,
        @Setting("The second listener, for those who run the server: health and metrics.")
                ManagementSettings management,
        @Setting("The database.") DatabaseSettings database,
        @Setting("The signing keys.") KeySettings keys,
        @Setting("How long codes and tokens are valid.") TokenSettings tokens,
        @Setting("Apps that register themselves (RFC 7591).") RegistrationSettings registration,
        @Setting("What all clients are held to.") ClientSettings clients,
        @Setting("Apps that nobody registers: their client_id is the address of their metadata.")
                DocumentSettings clientDocuments,
        @Setting("Grants that other issuers give (RFC 7523).") AssertionSettings assertions,
        @Setting("Apps whose instances somebody attests.") AttestationSettings attestation,
        @Setting("Proofs that apps hold the key of their tokens.") DpopSettings dpop,
        @Setting("Clients that show certificates (RFC 8705).") MutualTlsSettings mtls,
        @Setting("How long people stay signed in.") SessionSettings sessions,
        @Setting("What a password hash costs.") PasswordSettings passwords,
        @Setting("People who make accounts themselves.") SignUpSettings signUp,
        @Setting("What is logged.") LogSettings log,
        @Setting("What the inspector keeps of flows.") InspectorSettings inspector,
        @Setting("Where requests are sent as OpenTelemetry traces.") TelemetrySettings telemetry,
        @Setting("Where the server may go when it asks addresses of apps.") FetchSettings fetch,
        @Setting("The server that mail is handed to.") MailSettings mail) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public static Config defaults() {
        return new Config(
                URI.create("http://localhost:8080"),
                Path.of(".symbolon"),
                null,
                SiteSettings.DEFAULTS,
                HttpSettings.defaults(),
                ManagementSettings.defaults(),
                DatabaseSettings.DEFAULTS,
                KeySettings.defaults(),
                TokenSettings.defaults(),
                RegistrationSettings.defaults(),
                ClientSettings.defaults(),
                DocumentSettings.none(),
                AssertionSettings.DEFAULTS,
                AttestationSettings.DEFAULTS,
                DpopSettings.DEFAULTS,
                MutualTlsSettings.defaults(),
                SessionSettings.DEFAULTS,
                PasswordSettings.DEFAULTS,
                SignUpSettings.DEFAULTS,
                LogSettings.defaults(),
                InspectorSettings.defaults(),
                TelemetrySettings.defaults(),
                FetchSettings.defaults(),
                MailSettings.defaults());
    }

    /** Reads the sources. Where no issuer is given, it is this machine at the port given. */
    public static Reading<Config> read(Sources sources) {
        Reading<Config> reading = SettingsReader.read(Config.class, Config::problems, sources);
        // No pattern switch here: it is on the way of every start, and the JVM's AOT cache cannot
        // keep those.
        return reading instanceof Reading.Whole<Config> whole && whole.isDefault("issuer")
                ? new Reading.Whole<>(whole.settings().onThisMachine(), whole.origins())
                : reading;
    }

    /** For tests and other programs: keys and their values. */
    public static Config of(Map<String, String> values) {
        Sources sources = Sources.NONE;
        for (Map.Entry<String, String> value : values.entrySet()) {
            sources = sources.with(value.getKey(), "given", value.getValue());
        }
        return switch (read(sources)) {
            case Reading.Whole<Config>(Config config, _) -> config;
            case Reading.Wrong<Config>(var problems) ->
                    throw new IllegalArgumentException(problems.toString());
        };
    }

    private Config onThisMachine() {
        return new Config(
                URI.create(http.scheme() + "://localhost:" + http.port()),
                data,
                masterKey,
                site,
                http,
                management,
                database,
                keys,
                tokens,
                registration,
                clients,
                clientDocuments,
                assertions,
                attestation,
                dpop,
                mtls,
                sessions,
                passwords,
                signUp,
                log,
                inspector,
                telemetry,
                fetch,
                mail);
    }

    /** What is wrong, each beginning with its key; empty when nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(issuerProblems());
        if (masterKey != null && MasterKey.parse(masterKey).isEmpty()) {
            problems.add("master-key: " + MasterKey.FORM);
        }
        below(problems, "site", site.problems());
        below(problems, "http", http.problems());
        below(problems, "management", management.problems());
        below(problems, "database", database.problems());
        below(problems, "keys", keys.problems());
        below(problems, "tokens", tokens.problems());
        if (!keys.covers(tokens.accessTokenLifetimeAtMost())) {
            problems.add(
                    "keys.retire-after: must be at least tokens.access-token-lifetime-at-most");
        }
        below(problems, "registration", registration.problems());
        below(problems, "clients", clients.problems());
        below(problems, "client-documents", clientDocuments.problems());
        below(problems, "assertions", assertions.problems());
        below(problems, "attestation", attestation.problems());
        below(problems, "mtls", mtls.problems());
        if (mtls.enabled() && !http.tls().enabled()) {
            problems.add("mtls.enabled: needs http.tls, whose certificate the port shows");
        }
        below(problems, "sessions", sessions.problems());
        below(problems, "passwords", passwords.problems());
        below(problems, "sign-up", signUp.problems());
        below(problems, "inspector", inspector.problems());
        below(problems, "telemetry", telemetry.problems());
        below(problems, "fetch", fetch.problems());
        below(problems, "mail", mail.problems());
        return problems;
    }

    /** Discovery §3, RFC 8414 §2; plain http only where nobody can listen in. */
    private List<String> issuerProblems() {
        List<String> problems = new ArrayList<>();
        String scheme = String.valueOf(issuer.getScheme()).toLowerCase(Locale.ROOT);
        String host = issuer.getHost();
        if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            problems.add("issuer: must be an address like https://id.example.org");
            return problems;
        }
        if (scheme.equals("http") && !LOOPBACK.contains(host)) {
            problems.add("issuer: must begin with https; http is for localhost only");
        }
        if (issuer.getRawQuery() != null || issuer.getRawFragment() != null) {
            problems.add("issuer: must have neither query nor fragment; remove it");
        }
        if (issuer.getRawUserInfo() != null) {
            problems.add("issuer: must not hold a user name; remove it");
        }
        if (issuer.toString().endsWith("/")) {
            problems.add("issuer: must not end with a slash; remove it");
        }
        if (!issuer.toString().equals(issuer.normalize().toString())
                || !host.equals(host.toLowerCase(Locale.ROOT))
                || !scheme.equals(issuer.getScheme())) {
            problems.add("issuer: must be in its plain form: small letters, no dots as segments");
        }
        return problems;
    }

    private static void below(List<String> problems, String group, List<String> complaints) {
        complaints.forEach(complaint -> problems.add(group + "." + complaint));
    }
}
