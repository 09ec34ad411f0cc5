package dev.symbolon.base.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cookie to set, path /. It is HttpOnly and SameSite=Lax, but where scripts in frames of other
 * sites are to read it: SameSite=None then, which browsers take over TLS only.
 *
 * @param name without prefix; {@link #nameFor} says what goes on the wire
 * @param secure false only on a loopback issuer without TLS, where browsers would drop a Secure
 *     cookie
 * @param maxAge absent for a cookie that ends with the browser; zero removes it
 * @param readable whether it is there for scripts; one that opens nothing
 */
public record Cookie(
        String name, String value, boolean secure, @Nullable Duration maxAge, boolean readable) {

    public Cookie {
        for (int i = 0; i < value.length(); i++) {
            // RFC 6265 §4.1.1: anything else could end the value and begin an attribute.
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') {
                throw new IllegalArgumentException("Not a value for the cookie " + name);
            }
        }
    }

    /** One for the server alone. */
    public Cookie(String name, String value, boolean secure, @Nullable Duration maxAge) {
        this(name, value, secure, maxAge, false);
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
        if (!readable) {
            header.append("; HttpOnly");
        }
        return header.append(readable && secure ? "; SameSite=None" : "; SameSite=Lax").toString();
    }
}
