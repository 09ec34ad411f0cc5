package dev.symbolon.core.dpop;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An http address as {@code htu} is compared (RFC 9449 §4.3): without query and fragment, and in
 * the one spelling that RFC 3986 §6.2.2 and §6.2.3 leave of those that mean the same.
 */
final class TargetUri {

    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private TargetUri() {}

    /** Whether the two are the same address; mostly they are so letter by letter. */
    static boolean isSame(String address, String other) {
        if (address.equals(other)) {
            return true;
        }
        Optional<String> normalized = normalized(other);
        return normalized.isPresent() && normalized.equals(normalized(address));
    }

    /** Nothing where the text is no absolute http or https address of a host. */
    static Optional<String> normalized(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '?' && text.charAt(end) != '#') {
            end++;
        }
        URI uri;
        try {
            uri = new URI(text.substring(0, end));
        } catch (URISyntaxException broken) {
            return Optional.empty();
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (!DEFAULT_PORTS.containsKey(scheme) || host == null || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        boolean standard = uri.getPort() < 0 || DEFAULT_PORTS.get(scheme) == uri.getPort();
        return Optional.of(
                scheme
                        + "://"
                        + host.toLowerCase(Locale.ROOT)
                        + (standard ? "" : ":" + uri.getPort())
                        + withoutDots(unescaped(uri.getRawPath())));
    }

    /** RFC 3986 §6.2.2.1 and §6.2.2.2: capital hex digits, and no escape that is not needed. */
    private static String unescaped(String path) {
        StringBuilder plain = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                plain.append(c);
                continue;
            }
            // The parser has seen to it that two hex digits follow.
            char escaped = (char) HexFormat.fromHexDigits(path, i + 1, i + 3);
            if (UNRESERVED.indexOf(escaped) >= 0) {
                plain.append(escaped);
            } else {
                plain.append(path.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return plain.toString();
    }

    /** RFC 3986 §5.2.4; an empty path is the root's (§6.2.3). */
    private static String withoutDots(String path) {
        String[] segments = path.split("/", -1);
        Deque<String> kept = new ArrayDeque<>();
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            switch (segments[i]) {
                case "." -> {}
                case ".." -> kept.pollLast();
                default -> {
                    kept.addLast(segments[i]);
                    last = false;
                }
            }
            if (last) {
                // What ends in a dot segment names a directory.
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
