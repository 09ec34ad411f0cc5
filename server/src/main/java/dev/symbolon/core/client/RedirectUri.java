package dev.symbolon.core.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that answers may be sent to, as registered; {@link RedirectUriRule} says which may be.
 */
public record RedirectUri(String value) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern LOOPBACK_URI =
            Pattern.compile(
                    "(http://(?:127\\.0\\.0\\.1|\\[::1]|localhost))(?::([1-9][0-9]{0,4}))?([/?].*)?");

    /**
     * Whether the presented URI is this one: character by character (RFC 9700 §2.1, RFC 6749
     * §3.1.2.3), and nothing is normalised before. Only the port of a native app's loopback URI may
     * differ, as it gets a free one from its system (RFC 8252 §7.3, RFC 9700 §4.1.3); the three
     * names of the loopback stay three different hosts.
     */
    public boolean matches(String presented, ApplicationType type) {
        if (presented.equals(value)) {
            return true;
        }
        if (type != ApplicationType.NATIVE) {
            return false;
        }
        Matcher registered = LOOPBACK_URI.matcher(value);
        Matcher asked = LOOPBACK_URI.matcher(presented);
        return registered.matches()
                && asked.matches()
                && part(registered, 1).equals(part(asked, 1))
                && part(registered, 3).equals(part(asked, 3))
                && (asked.group(2) == null || Integer.parseInt(part(asked, 2)) <= 0xFFFF);
    }

    private static String part(Matcher matcher, int group) {
        String part = matcher.group(group);
        return part == null ? "" : part;
    }

    /**
     * Reads an absolute URI, http and https ones with a host and a possible port; nothing for any
     * other text.
     */
    static Optional<URI> parse(String text) {
        if (!VISIBLE_ASCII.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            boolean web = isWeb(uri);
            boolean whole =
                    uri.isAbsolute()
                            && !uri.isOpaque()
                            && (!web || uri.getHost() != null)
                            && (!web || hasPossiblePort(uri));
            return whole ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    static boolean isWeb(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme())
                || "http".equalsIgnoreCase(uri.getScheme());
    }

    /** Whether it leads to a site, and not to a program on the person's device. */
    boolean isRemote() {
        return parse(value).filter(uri -> isWeb(uri) && !isLoopback(uri)).isPresent();
    }

    /** The same, and nobody on the way can read along. */
    boolean isRemoteHttps() {
        return isRemote() && value.startsWith("https:");
    }

    /** Whether it has the scheme, the host and the port of another address. */
    boolean isOfOrigin(URI other) {
        return parse(value)
                .filter(uri ->
                        other.getScheme().equals(uri.getScheme())
                                && other.getRawAuthority().equals(uri.getRawAuthority()))
                .isPresent();
    }

    /** On this machine, so that http does not cross a network. */
    static boolean isLoopback(URI uri) {
        String host = uri.getHost();
        return host != null && LOOPBACK.contains(host);
    }

    private static boolean hasPossiblePort(URI uri) {
        String authority = uri.getRawAuthority();
        return authority != null
                && !authority.endsWith(":")
                && (uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= 0xFFFF));
    }

    @Override
    public String toString() {
        return value;
    }
}
