package dev.symbolon.base.mail;

import dev.symbolon.base.config.Setting;
import dev.symbolon.base.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The server that mail is handed to.
 *
 * @param host absent: no mail is sent
 * @param from absent only without a host
 * @param username absent where the server takes mail from anybody who may reach it
 * @param password absent likewise
 */
public record MailSettings(
        @Setting("The SMTP server that mail is handed to. Without it, no mail is sent.")
                @Nullable String host,
        @Setting("Its port: 587 mostly, 465 with tls.") int port,
        @Setting("The address that mail comes from, as in no-reply@id.example.org.")
                @Nullable String from,
        @Setting("The name that the SMTP server knows this one by, where it asks.")
                @Nullable String username,
        @Setting("The password for it.") @Nullable Secret password,
        @Setting(
                        "How the connection is encrypted: starttls, tls, or none to this machine"
                                + " itself.")
                Encryption encryption) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final int MOST_PORTS = 65_535;

    /** How the connection is encrypted. */
    public enum Encryption {
        /** After the greeting, and never without. */
        STARTTLS,
        /** From the first byte. */
        TLS,
        /** Not at all. */
        NONE
    }

    public static MailSettings defaults() {
        return new MailSettings(null, 587, null, null, null, Encryption.STARTTLS);
    }

    /** Whether mail is sent. */
    public boolean isOn() {
        return host != null;
    }

    /** What is wrong, each beginning with its key; empty when nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (host == null) {
            if (from != null || username != null || password != null) {
                problems.add("host: must be named where another setting of mail is");
            }
            return problems;
        }
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
            problems.add("host: must be a name like smtp.example.org, without a port");
        }
        if (port < 1 || port > MOST_PORTS) {
            problems.add("port: must be between 1 and 65535");
        }
        if (from == null || !Mail.isAddress(from)) {
            problems.add("from: must be an address like no-reply@id.example.org");
        }
        if ((username == null) != (password == null)) {
            problems.add("password: comes with username, and username with it");
        }
        if (encryption == Encryption.NONE && !LOOPBACK.contains(host)) {
            problems.add("encryption: must be starttls or tls; none is for localhost only");
        }
        return problems;
    }
}
