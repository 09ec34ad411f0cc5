package dev.symbolon.identity.session;

import dev.symbolon.base.config.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a sign-in lasts. */
public record SessionSettings(
        @Setting("How long a session lasts in which nothing happens.") Duration idle,
        @Setting("How long a session lasts at most, until the person signs in again.")
                Duration absolute,
        @Setting(
                        "Whether apps' pages may ask in a frame if the person is still signed in (OpenID Connect"
                                + " Session Management).")
                boolean checkIframe) {

    /** A working day and the evening after it; a week. NIST SP 800-63B-4 §2.1.3 allows 30 days. */
    public static final SessionSettings DEFAULTS =
            new SessionSettings(Duration.ofHours(12), Duration.ofDays(7), false);

    /** What is wrong with these values, each beginning with the key. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (idle.compareTo(Duration.ofMinutes(2)) < 0) {
            problems.add("idle: must be at least 2 minutes, as it is kept to the minute");
        }
        if (absolute.compareTo(idle) < 0) {
            problems.add("absolute: must not be shorter than idle");
        }
        return problems;
    }
}
