package dev.symbolon.protocol.rules;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where the source of a rule is published: {@code RFC 7636 §4.6}, {@code Core §3.1.2.1}. */
final class SpecificationAddress {

    private static final Pattern RFC = Pattern.compile("RFC (\\d+)(?: §(\\d+(?:\\.\\d+)*))?.*");
    private static final Pattern NAMED = Pattern.compile("(.*?)(?: §.*)?");

    private static final Map<String, String> OPENID =
            Map.of(
                    "Core", "openid-connect-core-1_0.html",
                    "Discovery", "openid-connect-discovery-1_0.html",
                    "Registration", "openid-connect-registration-1_0.html",
                    "RP-Initiated Logout 1.0", "openid-connect-rpinitiated-1_0.html",
                    "Logout", "openid-connect-rpinitiated-1_0.html",
                    "Form Post Response Mode", "oauth-v2-form-post-response-mode-1_0.html");

    private SpecificationAddress() {}

    static Optional<String> of(String source) {
        Matcher rfc = RFC.matcher(source);
        if (rfc.matches()) {
            String section = rfc.group(2) == null ? "" : "#section-" + rfc.group(2);
            return Optional.of("https://www.rfc-editor.org/rfc/rfc" + rfc.group(1) + section);
        }
        Matcher named = NAMED.matcher(source);
        return named.matches()
                ? Optional.ofNullable(OPENID.get(named.group(1)))
                        .map(file -> "https://openid.net/specs/" + file)
                : Optional.empty();
    }
}
