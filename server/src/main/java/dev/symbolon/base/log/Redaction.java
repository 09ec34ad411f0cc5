package dev.symbolon.base.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks what looks like a secret. Code must not log one in the first place; this catches the
 * library that prints a header, and the exception that quotes its input.
 */
final class Redaction {

    /** Our own handles, JWTs, and credentials behind the names under which they travel. */
    private static final Pattern SECRET =
            Pattern.compile(
                    """
                    (?<handle>sym_[a-z]{2}_)[A-Za-z0-9_-]++\
                    |(?<jwt>eyJ)[A-Za-z0-9_-]{6,}+[A-Za-z0-9_.-]*+\
                    |(?<scheme>\\b(?i:basic|bearer|dpop)[ ]++)[A-Za-z0-9+/._~=-]{6,}+\
                    |(?<header>\\b(?i:(?:proxy-)?authorization|(?:set-)?cookie)["']?+\\s*+[:=]\\s*+)[^\\r\\n]++\
                    |(?<name>\\b(?i:client_secret|password|passwd|secret|code|code_verifier|assertion\
                    |client_assertion|access_token|refresh_token|id_token|id_token_hint|token\
                    |device_code|auth_req_id|client_notification_token|request)["']?+\\s*+[:=]\\s*+["']?+)[^\\s"'&,;)}\\]]++\
                    """);

    private static final String[] KEPT = {"handle", "jwt", "scheme", "header", "name"};

    private Redaction() {}

    /** The text with an ellipsis in the place of each secret. */
    static String of(String text) {
        Matcher secret = SECRET.matcher(text);
        if (!secret.find()) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        do {
            secret.appendReplacement(safe, Matcher.quoteReplacement(kept(secret) + "…"));
        } while (secret.find());
        return secret.appendTail(safe).toString();
    }

    private static String kept(Matcher secret) {
        for (String group : KEPT) {
            String kept = secret.group(group);
            if (kept != null) {
                return kept;
            }
        }
        return "";
    }
}
