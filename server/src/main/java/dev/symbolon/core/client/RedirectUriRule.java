package dev.symbolon.core.client;

import static dev.symbolon.core.oauth.ErrorCode.INVALID_REDIRECT_URI;

import dev.symbolon.core.oauth.Problems;
import dev.symbolon.core.oauth.Rule;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a redirect URI, or one for after a logout, must be to be registered. Checked in this order.
 */
public enum RedirectUriRule implements Rule {
    LENGTH(
            Rule.ours(
                    "redirect-uri.length",
                    "RFC 9700 §4.1",
                    INVALID_REDIRECT_URI,
                    "A redirect URI has at most 2000 characters.",
                    "Keep what varies in the state parameter, not in the redirect URI.")),
    ABSOLUTE(
            Rule.must(
                    "redirect-uri.absolute",
                    "RFC 6749 §3.1.2",
                    INVALID_REDIRECT_URI,
                    "A redirect URI is absolute, with a valid host and port where it has them, and"
                            + " only of the characters that a URI may have.",
                    "Write it whole, as in https://app.example.com/callback, and percent-encode"
                            + " other characters (host names: punycode).")),
    NO_FRAGMENT(
            Rule.must(
                    "redirect-uri.no-fragment",
                    "RFC 6749 §3.1.2",
                    INVALID_REDIRECT_URI,
                    "A redirect URI has no fragment.",
                    "Remove the number sign and all after it.")),
    NO_USERINFO(
            Rule.ours(
                    "redirect-uri.no-userinfo",
                    "RFC 3986 §7.5",
                    INVALID_REDIRECT_URI,
                    "A redirect URI has no user name or password before its host.",
                    "Remove everything up to the at sign.")),
    NO_WILDCARD(
            Rule.must(
                    "redirect-uri.no-wildcard",
                    "RFC 9700 §2.1",
                    INVALID_REDIRECT_URI,
                    "A redirect URI is compared exactly, so it has no asterisk.",
                    "Register each address; keep what varies in the state parameter.")),
    NO_DOT_SEGMENTS(
            Rule.ours(
                    "redirect-uri.no-dot-segments",
                    "RFC 3986 §6.2.2.3",
                    INVALID_REDIRECT_URI,
                    "A redirect URI has no . or .. in its path: a browser would go elsewhere.",
                    "Write the path as the browser will ask for it.")),
    SMALL_LETTERS(
            Rule.ours(
                    "redirect-uri.small-letters",
                    "RFC 3986 §6.2.2.1",
                    INVALID_REDIRECT_URI,
                    "Scheme and host of a redirect URI are in small letters, as browsers send"
                            + " them.",
                    "Write scheme and host in small letters.")),
    WEB_SCHEME(
            Rule.must(
                    "redirect-uri.web-scheme",
                    "OpenID Connect Registration §2",
                    INVALID_REDIRECT_URI,
                    "A web client's redirect URI is https, or http to this machine (127.0.0.1,"
                            + " [::1], localhost).",
                    "Serve the callback over https. An installed app registers with"
                            + " application_type native.")),
    NATIVE_SCHEME(
            Rule.must(
                    "redirect-uri.native-scheme",
                    "RFC 8252 §7",
                    INVALID_REDIRECT_URI,
                    "A native client's redirect URI is https, http to this machine (127.0.0.1,"
                            + " [::1], localhost), or has a scheme with a dot.",
                    "Use http://127.0.0.1/callback (any port will do), or a scheme made of a domain"
                            + " name you own, as in com.example.app:/callback."));

    private static final int MOST_CHARACTERS = 2000;

    private final Card card;

    RedirectUriRule(Card card) {
        this.card = card;
    }

    @Override
    public Card card() {
        return card;
    }

    /** Each URI up to the first rule that it breaks. */
    static void check(
            String parameter, List<RedirectUri> uris, ApplicationType type, Problems problems) {
        for (int i = 0; i < uris.size(); i++) {
            String text = uris.get(i).value();
            @Nullable URI uri = RedirectUri.parse(text).orElse(null);
            String which = parameter + "[" + i + "]";
            for (RedirectUriRule rule : values()) {
                boolean holds = rule.holds(text, uri, type);
                problems.require(rule, holds, which);
                if (!holds) {
                    break;
                }
            }
        }
    }

    /**
     * @param uri absent where the text is no absolute URI; then {@link #ABSOLUTE} is broken
     */
    private boolean holds(String text, @Nullable URI uri, ApplicationType type) {
        if (this == LENGTH) {
            return text.length() <= MOST_CHARACTERS;
        }
        if (uri == null) {
            return this != ABSOLUTE;
        }
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        boolean https = "https".equals(uri.getScheme());
        boolean loopback = "http".equals(uri.getScheme()) && RedirectUri.isLoopback(uri);
        return switch (this) {
            case LENGTH, ABSOLUTE -> true;
            case NO_FRAGMENT -> text.indexOf('#') < 0;
            case NO_USERINFO -> authority.indexOf('@') < 0;
            case NO_WILDCARD -> text.indexOf('*') < 0;
            case NO_DOT_SEGMENTS -> hasNoDotSegments(uri);
            case SMALL_LETTERS -> isSmall(uri.getScheme()) && isSmall(authority);
            case WEB_SCHEME -> type != ApplicationType.WEB || https || loopback;
            case NATIVE_SCHEME ->
                    type != ApplicationType.NATIVE
                            || https
                            || loopback
                            // RFC 8252 §8.4: this leaves out javascript:, data:, file: and
                            // schemes that anybody's app could claim.
                            || uri.getScheme().indexOf('.') > 0;
        };
    }

    private static boolean hasNoDotSegments(URI uri) {
        String path = uri.getRawPath().toLowerCase(Locale.ROOT).replace("%2e", ".");
        return Arrays.stream(path.split("/"))
                .noneMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    private static boolean isSmall(String text) {
        return text.equals(text.toLowerCase(Locale.ROOT));
    }
}
