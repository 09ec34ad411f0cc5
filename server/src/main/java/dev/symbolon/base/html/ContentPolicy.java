package dev.symbolon.base.html;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A page's Content Security Policy (CSP Level 3): nothing but our own style sheet and images, our
 * own scripts only where the page has one, never in a frame.
 *
 * @param formAction where the page's forms may lead, redirects after them included, as Chrome
 *     applies the directive to these too
 * @param script whether the page has a script of ours
 * @param connects whether that script may ask this server
 * @param frames what the page may show in frames; empty for nothing
 */
public record ContentPolicy(
        List<String> formAction, boolean script, boolean connects, List<String> frames) {

    /** For pages whose forms stay here. */
    public static final ContentPolicy STRICT =
            new ContentPolicy(List.of("'self'"), false, false, List.of());

    /** For the one page that apps show in frames: it has a script of ours and nothing else. */
    public static final String IN_FRAMES =
            "default-src 'none'; script-src 'self'; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors *";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern AUTHORITY = Pattern.compile("[a-z0-9.-]+(:[0-9]{1,5})?");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");

    public ContentPolicy {
        formAction = List.copyOf(formAction);
        frames = List.copyOf(frames);
    }

    /**
     * For a page whose form ends, by redirects, at an app. Apps redirect on to hosts of their own
     * that nobody knows here, so every https address is allowed, and of other kinds only what this
     * app needs: docs/decisions/0061.
     *
     * @param target the app's redirect URI, checked before
     */
    public static ContentPolicy leadingTo(URI target) {
        List<String> sources = new ArrayList<>(List.of("'self'", "https:"));
        String scheme = target.getScheme() == null ? "" : lower(target.getScheme());
        if (scheme.equals("http")) {
            sources.addAll(plainHttp(target));
        } else if (!scheme.equals("https") && SCHEME.matcher(scheme).matches()) {
            sources.add(scheme + ":");
        }
        return new ContentPolicy(sources, false, false, List.of());
    }

    public ContentPolicy withScript() {
        return new ContentPolicy(formAction, true, connects, frames);
    }

    /** For a page whose script hears of what is new here. */
    public ContentPolicy withConnections() {
        return new ContentPolicy(formAction, script, true, frames);
    }

    /** For a page that shows other sites' pages in frames: everything of their origins. */
    public ContentPolicy withFrames(List<URI> addresses) {
        List<String> origins =
                addresses.stream()
                        .flatMap(address -> origins(address).stream())
                        .distinct()
                        .toList();
        return new ContentPolicy(formAction, script, connects, origins);
    }

    /** The header's value. */
    public String header() {
        return "default-src 'none'; style-src 'self'; img-src 'self' data:; "
                + (script ? "script-src 'self'; " : "")
                + (connects ? "connect-src 'self'; " : "")
                + (frames.isEmpty() ? "" : "frame-src " + String.join(" ", frames) + "; ")
                + "form-action "
                + String.join(" ", formAction)
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    private static List<String> origins(URI address) {
        if (address.getScheme().equals("http")) {
            return plainHttp(address);
        }
        String authority = lower(address.getRawAuthority());
        return List.of(AUTHORITY.matcher(authority).matches() ? "https://" + authority : "https:");
    }

    private static List<String> plainHttp(URI target) {
        String host = target.getHost() == null ? "" : lower(target.getHost());
        if (LOOPBACK.contains(host)) {
            // A developer's app often answers on one port and shows its pages on another. An IPv6
            // address cannot be written in a policy at all (CSP §2.3.1), only its scheme.
            return host.startsWith("[")
                    ? List.of("http:")
                    : List.of("http://localhost:*", "http://127.0.0.1:*");
        }
        String authority = target.getRawAuthority() == null ? "" : lower(target.getRawAuthority());
        return AUTHORITY.matcher(authority).matches()
                ? List.of("http://" + authority)
                : List.of("http:");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
