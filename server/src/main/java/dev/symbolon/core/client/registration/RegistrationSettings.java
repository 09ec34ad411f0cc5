package dev.symbolon.core.client.registration;

import dev.symbolon.base.config.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may register apps, and how many.
 *
 * @param unusedFor of apps that registered themselves; those of administrators stay
 * @param softwarePublishers absent: no software statement is believed; see {@link Publishers}
 */
public record RegistrationSettings(
        @Setting(
                        "Whether apps may register themselves: off, token (with an initial access token from"
                                + " symbolon client invite) or open (anybody).")
                Mode mode,
        @Setting(
                        "The most apps that register in an hour from one address (IPv6: one /64), not counting"
                                + " those with an initial access token.")
                int perAddress,
        @Setting("The same from all addresses together.") int perHour,
        @Setting("The most apps of a tenant that registered themselves.") int atMost,
        @Setting(
                        "How long an app that registered itself is kept without ever having asked for a"
                                + " token.")
                Duration unusedFor,
        @Setting(
                        "Whether the pictures (logo_uri) of apps that registered themselves are shown where people"
                                + " sign in: they could be anybody's.")
                boolean showLogos,
        @Setting(
                        "Whose software statements are believed: a JSON object with a JWK Set for each iss.")
                @Nullable String softwarePublishers) {

    /** Who may register an app without an administrator. */
    public enum Mode {
        /** Nobody. */
        OFF,
        /** Who holds an initial access token (RFC 7591 §1.2). */
        TOKEN,
        /** Anybody. */
        OPEN
    }

    public static RegistrationSettings defaults() {
        return new RegistrationSettings(
                Mode.OFF, 10, 500, 10_000, Duration.ofDays(30), false, null);
    }

    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (perAddress < 1) {
            problems.add("per-address: must be at least 1; mode: token lets nobody in unasked");
        }
        if (perHour < perAddress) {
            problems.add("per-hour: must be at least per-address");
        }
        if (atMost < 1) {
            problems.add("at-most: must be at least 1; mode: off lets nobody in");
        }
        if (unusedFor.toHours() < 1) {
            problems.add("unused-for: must be at least 1h, so that an app can begin");
        }
        Publishers.problem(softwarePublishers)
                .ifPresent(problem -> problems.add("software-publishers: " + problem));
        return problems;
    }
}
