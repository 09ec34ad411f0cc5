package dev.symbolon.base.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.util.List;

/**
 * What every answer says to browsers unless it says otherwise itself.
 *
 * <p>No Cross-Origin-Opener-Policy by default: an app may open the authorization request in a
 * pop-up and wait for its callback page to speak to {@code window.opener}; any policy on a page
 * between the two would cut that tie for good. Pages that never lead back to an app set it.
 */
final class SecurityHeaders {

    /** Where the response has no policy of its own: nothing may be loaded, framed or submitted. */
    private static final String CLOSED =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final List<Header> ALWAYS =
            List.of(
                    HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
                    HeaderValues.createCached("Referrer-Policy", "no-referrer"),
                    // Keeps answers out of other sites' processes; does not touch CORS.
                    HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"));

    private static final Header POLICY =
            HeaderValues.createCached("Content-Security-Policy", CLOSED);

    /** The same for old browsers: whoever has another policy says itself who may frame it. */
    private static final Header FRAMES = HeaderValues.createCached("X-Frame-Options", "DENY");

    private static final Header PERMISSIONS =
            HeaderValues.createCached(
                    "Permissions-Policy",
                    "camera=(), geolocation=(), microphone=(), payment=(), usb=()");

    /** RFC 6797 §7.2: only over TLS. Sub-domains are not ours to decide on. */
    private static final Header TRANSPORT =
            HeaderValues.createCached("Strict-Transport-Security", "max-age=31536000");

    private static final HeaderName CONTENT_TYPE = HeaderNames.CONTENT_TYPE;

    private SecurityHeaders() {}

    static void addTo(WritableHeaders<?> headers, boolean https) {
        for (Header header : ALWAYS) {
            headers.setIfAbsent(header);
        }
        if (!headers.contains(POLICY.headerName())) {
            headers.set(POLICY);
            headers.setIfAbsent(FRAMES);
        }
        if (https) {
            headers.setIfAbsent(TRANSPORT);
        }
        // Only documents have features to switch off.
        if (headers.contains(CONTENT_TYPE)
                && headers.get(CONTENT_TYPE).get().startsWith("text/html")) {
            headers.setIfAbsent(PERMISSIONS);
        }
    }
}
