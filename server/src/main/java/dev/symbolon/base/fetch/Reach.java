package dev.symbolon.base.fetch;

import dev.symbolon.base.http.AddressBlock;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which hosts may be asked: those whose every address is on the public internet, or in a network
 * that was allowed by name. An address that an app registered may point at the server's own
 * neighbours otherwise (server-side request forgery, CWE-918).
 */
final class Reach {

    /**
     * The special-purpose registries of IANA (RFC 6890), multicast, and what carries IPv4 inside.
     */
    private static final List<AddressBlock> SPECIAL =
            blocks(
                    Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.31.196.0/24",
                            "192.52.193.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "192.175.48.0/24",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/4",
                            "240.0.0.0/4"));

    /** Of IPv6 only what is assigned to the internet, without its own special parts. */
    private static final AddressBlock GLOBAL = AddressBlock.parse("2000::/3").orElseThrow();

    private static final List<AddressBlock> SPECIAL_IN_GLOBAL =
            blocks(Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"));

    private final List<AddressBlock> allowed;

    Reach(List<String> allowedNetworks) {
        this.allowed = blocks(allowedNetworks.stream());
    }

    /**
     * The address to connect to. It is looked up once, and the connection goes there: a name that
     * means another address a moment later (DNS rebinding) is not asked again.
     *
     * @throws Unreachable where the host is not known, or is not to be asked
     */
    InetAddress of(URI uri) throws Unreachable {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(uri.getHost());
        } catch (UnknownHostException unknown) {
            throw new Unreachable("its host is not known");
        }
        boolean encrypted = "https".equals(uri.getScheme());
        for (InetAddress address : addresses) {
            boolean mayBeAsked = isAllowed(address) || (encrypted && isPublic(address));
            if (!mayBeAsked) {
                throw new Unreachable(
                        isPublic(address)
                                ? "it must be https"
                                : "its host is in a network that is not asked");
            }
        }
        return addresses[0];
    }

    private boolean isAllowed(InetAddress address) {
        return isIn(allowed, address);
    }

    static boolean isPublic(InetAddress address) {
        return address.getAddress().length == 4
                ? !isIn(SPECIAL, address)
                : GLOBAL.contains(address) && !isIn(SPECIAL_IN_GLOBAL, address);
    }

    private static boolean isIn(List<AddressBlock> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<AddressBlock> blocks(Stream<String> texts) {
        return texts.map(AddressBlock::parse).flatMap(Optional::stream).toList();
    }
}
