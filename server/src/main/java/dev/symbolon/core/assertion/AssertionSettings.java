package dev.symbolon.core.assertion;

import dev.symbolon.base.config.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose word is a grant.
 *
 * @param trustedIssuers absent: nobody's; see {@link TrustedIssuers}
 */
public record AssertionSettings(
        @Setting(
                        "Whose assertions give access without a person's consent here (RFC 7523): a JSON object"
                                + " with, for each iss, jwks or jwks_uri, clients, scope, accepts and accounts.")
                @Nullable String trustedIssuers) {

    public static final AssertionSettings DEFAULTS = new AssertionSettings(null);

    public List<String> problems() {
        return TrustedIssuers.problem(trustedIssuers).stream()
                .map(problem -> "trusted-issuers: " + problem)
                .toList();
    }
}
