package dev.symbolon;

import dev.symbolon.base.config.Reading;
import dev.symbolon.base.config.Setting;
import dev.symbolon.base.config.SettingsReader;
import dev.symbolon.base.config.Sources;
import dev.symbolon.base.sql.DatabaseSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Everything that can be set, collected from the parts' own records. Read once, at start, and
 * checked whole.
 *
 * @param issuer without a slash at its end (Discovery §3)
 * @param data need not exist yet
 */
public record Config(
        @Setting(
                        "The address that apps and people know the server by; "
                                + "http only on this machine itself.")
                URI issuer,
        @Setting("The directory of the embedded database and the master key.") Path data,
        @Setting("The database.") DatabaseSettings database) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public static Config defaults() {
        return new Config(
                URI.create("http://localhost:8080"),
                Path.of(".symbolon"),
                DatabaseSettings.DEFAULTS);
    }

    /** Reads the sources; where no issuer is given, it is this machine at the port given. */
    public static Reading<Config> read(Sources sources) {
        return SettingsReader.read(Config.class, Config::problems, sources);
    }

    /** What is wrong, each beginning with its key; empty when nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(issuerProblems());
        below(problems, "database", database.problems());
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
