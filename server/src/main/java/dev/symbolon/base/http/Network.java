package dev.symbolon.base.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The network that an address belongs to, as far as one subscriber has it: an IPv4 address, or the
 * /64 that an IPv6 customer chooses addresses from.
 */
public record Network(String name) {

    /** What is no address stands for itself. */
    public static Network of(String remoteAddress) {
        try {
            InetAddress address = InetAddress.ofLiteral(remoteAddress);
            return new Network(
                    address instanceof Inet6Address v6
                            ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), 8))
                            : address.getHostAddress());
        } catch (IllegalArgumentException _) {
            return new Network(remoteAddress);
        }
    }
}
