package dev.symbolon.base.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cookie to set: always HttpOnly, SameSite=Lax, path /.
 *
 * @param name without prefix; {@link #nameFor} says what goes on the wire
 * @param secure false only on a loopback issuer without TLS, where browsers would drop a Secure
 *     cookie
 * @param maxAge absent for a cookie that ends with the browser; zero removes it
 */
public record Cookie(String name, String value, boolean secure, @Nullable Duration maxAge) {

    public Cookie {
        for (int i = 0; i < value.length(); i++) {
            // RFC 6265 §4.1.1: anything else could end the value and begin an attribute.
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') {
                throw new IllegalArgumentException("Not a value for the cookie " + name);
            }
        }
    }

    /**
     * RFC 6265bis §4.1.3.2: the prefix makes the browser insist on Secure, path / and no Domain.
     */
    public static String nameFor(String name, boolean secure) {
        return secure ? "__Host-" + name : name;
    }

    String header() {
        StringBuilder header =
                new StringBuilder(nameFor(name, secure))
                        .append('=')
                        .append(value)
                        .append("; Path=/");
        if (maxAge != null) {
            header.append("; Max-Age=").append(maxAge.toSeconds());
        }
        if (secure) {
            header.append("; Secure");
        }
        return header.append("; HttpOnly; SameSite=Lax").toString();
    }
}
