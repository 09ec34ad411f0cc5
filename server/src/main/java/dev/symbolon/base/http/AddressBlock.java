package dev.symbolon.base.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * A block of IP addresses: those that share the first bits of one (RFC 4632 §3.1).
 *
 * @param bits the address that gives the bits, four or sixteen bytes
 * @param length how many of them count
 */
public record AddressBlock(byte[] bits, int length) {

    /** Reads {@code 192.0.2.1}, {@code 10.0.0.0/8}, {@code ::1} or {@code 2001:db8::/32}. */
    public static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        byte[] bits;
        try {
            // Literals only: a name would be looked up, and mean another address tomorrow.
            bits = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        int all = bits.length * 8;
        if (slash < 0) {
            return Optional.of(new AddressBlock(bits, all));
        }
        try {
            int length = Integer.parseUnsignedInt(text, slash + 1, text.length(), 10);
            return length >= 0 && length <= all
                    ? Optional.of(new AddressBlock(bits, length))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != bits.length) {
            return false;
        }
        int whole = length / 8;
        if (!Arrays.equals(bits, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = length % 8;
        int mask = 0xff << (8 - rest);
        return rest == 0 || (bits[whole] & mask) == (other[whole] & mask);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressBlock block
                && block.length == length
                && Arrays.equals(block.bits, bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits) * 31 + length;
    }

    @Override
    public String toString() {
        return Arrays.toString(bits) + "/" + length;
    }
}
