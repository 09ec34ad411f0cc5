package dev.symbolon.core.tokens;

import dev.symbolon.base.config.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long things are valid. A resource may have its own access token lifetime. */
public record TokenSettings(
        @Setting(
                        "How long an authorization code is valid (RFC 6749 §4.1.2; FAPI 2.0 asks for at most 60 s).")
                Duration codeLifetime,
        @Setting("How long an access token is valid where its API sets no lifetime of its own.")
                Duration accessTokenLifetime,
        @Setting("The longest lifetime that an API may set for its access tokens.")
                Duration accessTokenLifetimeAtMost,
        @Setting("How long an ID token is valid.") Duration idTokenLifetime,
        @Setting("How long a refresh token is valid when it is not used.")
                Duration refreshIdleLifetime,
        @Setting("How long refreshing can go on until the person has to approve again.")
                Duration refreshAbsoluteLifetime,
        @Setting(
                        "How long a refresh token that was just replaced still gives its unused successor again, so that"
                                + " a lost reply logs nobody out.")
                Duration refreshReplayWindow) {

    public static TokenSettings defaults() {
        return new TokenSettings(
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                Duration.ofHours(1),
                Duration.ofDays(30),
                Duration.ofDays(180),
                Duration.ofSeconds(60));
    }

    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (codeLifetime.isNegative() || codeLifetime.isZero() || codeLifetime.toSeconds() > 600) {
            problems.add("code-lifetime: must be between 1s and 10m (RFC 6749 §4.1.2)");
        }
        if (accessTokenLifetime.toSeconds() < 1
                || accessTokenLifetime.compareTo(accessTokenLifetimeAtMost) > 0) {
            problems.add(
                    "access-token-lifetime: must be between 1s and access-token-lifetime-at-most");
        }
        if (accessTokenLifetimeAtMost.toDays() > 30) {
            problems.add("access-token-lifetime-at-most: must be at most 30d");
        }
        if (idTokenLifetime.toSeconds() < 1) {
            problems.add("id-token-lifetime: must be at least 1s");
        }
        if (refreshIdleLifetime.toSeconds() < 1
                || refreshIdleLifetime.compareTo(refreshAbsoluteLifetime) > 0) {
            problems.add("refresh-idle-lifetime: must be between 1s and refresh-absolute-lifetime");
        }
        if (refreshReplayWindow.isNegative() || refreshReplayWindow.toMinutes() > 10) {
            problems.add("refresh-replay-window: must be between 0s and 10m");
        }
        return problems;
    }
}
