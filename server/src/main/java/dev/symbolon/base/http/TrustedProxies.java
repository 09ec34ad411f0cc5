package dev.symbolon.base.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What proxies say about a sender, believed only of those that the operator named. The chain is
 * walked from the right: each trusted proxy vouches for the hop before it, and the first that is
 * not trusted is the sender.
 */
final class TrustedProxies {

    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]{1,255})(:[0-9]{1,5})?");
    private static final Pattern HIDDEN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MOST_HOPS = 32;

    private final List<AddressBlock> trusted;
    private final ForwardedHeader kind;

    TrustedProxies(List<String> blocks, ForwardedHeader kind) {
        this.trusted = blocks.stream().map(AddressBlock::parse).flatMap(Optional::stream).toList();
        this.kind = kind;
    }

    boolean trusts(InetAddress address) {
        for (AddressBlock block : trusted) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The sender behind the proxies.
     *
     * @param peer the other end of the connection
     * @param direct what the connection and the request itself say
     */
    Sender behind(InetAddress peer, Sender direct, Map<String, List<String>> headers) {
        if (trusted.isEmpty() || !trusts(peer)) {
            return direct;
        }
        List<Hop> hops =
                switch (kind) {
                    case FORWARDED -> forwarded(headers);
                    case X_FORWARDED -> xForwarded(headers);
                };
        Sender sender = direct;
        for (Hop hop : hops.reversed()) {
            sender =
                    new Sender(
                            address(hop.address()).orElse(sender.address()),
                            scheme(hop.scheme()).orElse(sender.scheme()),
                            host(hop.host()).orElse(sender.host()));
            Optional<InetAddress> before = literal(hop.address());
            if (before.isEmpty() || !trusts(before.get())) {
                break;
            }
        }
        return sender;
    }

    /** What one proxy said of the request it received. */
    private record Hop(@Nullable String address, @Nullable String scheme, @Nullable String host) {}

    /**
     * The three lists grow together where every proxy appends; where one overwrites the scheme or
     * the host, what it left is the word of the last.
     */
    private static List<Hop> xForwarded(Map<String, List<String>> headers) {
        List<String> addresses = list(headers, "x-forwarded-for");
        List<String> schemes = list(headers, "x-forwarded-proto");
        List<String> hosts = list(headers, "x-forwarded-host");
        int hops = Math.max(1, addresses.size());
        List<Hop> all = new ArrayList<>(hops);
        for (int i = 0; i < hops; i++) {
            all.add(
                    new Hop(
                            i < addresses.size() ? withoutPort(addresses.get(i)) : null,
                            fromRight(schemes, hops - 1 - i),
                            fromRight(hosts, hops - 1 - i)));
        }
        return all;
    }

    private static @Nullable String fromRight(List<String> values, int at) {
        return at < values.size() ? values.get(values.size() - 1 - at) : null;
    }

    /** RFC 7239 §4: elements by comma, pairs by semicolon, values perhaps quoted. */
    private static List<Hop> forwarded(Map<String, List<String>> headers) {
        List<Hop> hops = new ArrayList<>();
        for (String element : list(headers, "forwarded")) {
            @Nullable String address = null;
            @Nullable String scheme = null;
            @Nullable String host = null;
            for (String pair : element.split(";")) {
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    continue;
                }
                String name = pair.substring(0, equals).strip();
                String value = unquoted(pair.substring(equals + 1).strip());
                if (name.equalsIgnoreCase("for")) {
                    address = withoutPort(value);
                } else if (name.equalsIgnoreCase("proto")) {
                    scheme = value;
                } else if (name.equalsIgnoreCase("host")) {
                    host = value;
                }
            }
            hops.add(new Hop(address, scheme, host));
        }
        return hops;
    }

    /** Only the last hops of an endless list can be ours. */
    private static List<String> list(Map<String, List<String>> headers, String name) {
        List<String> values = new ArrayList<>();
        for (String header : headers.getOrDefault(name, List.of())) {
            for (String value : header.split(",")) {
                values.add(value.strip());
            }
        }
        return values.size() <= MOST_HOPS
                ? values
                : values.subList(values.size() - MOST_HOPS, values.size());
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** {@code 192.0.2.1:8000}, {@code [2001:db8::1]:8000}, and both without a port. */
    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? node : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }

    private static Optional<InetAddress> literal(@Nullable String address) {
        if (address == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** In its usual form; RFC 7239 §6.3 lets a proxy write a name of its own instead. */
    private static Optional<String> address(@Nullable String node) {
        return literal(node)
                .map(InetAddress::getHostAddress)
                .or(() -> Optional.ofNullable(node).filter(n -> HIDDEN.matcher(n).matches()));
    }

    private static Optional<String> scheme(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        return value.equalsIgnoreCase("https")
                ? Optional.of("https")
                : value.equalsIgnoreCase("http") ? Optional.of("http") : Optional.empty();
    }

    private static Optional<String> host(@Nullable String value) {
        return value != null && AUTHORITY.matcher(value).matches()
                ? Optional.of(value)
                : Optional.empty();
    }
}
