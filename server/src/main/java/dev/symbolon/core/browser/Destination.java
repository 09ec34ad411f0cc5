package dev.symbolon.core.browser;

import dev.symbolon.base.html.ContentPolicy;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a person is sent when a page is done, as they may recognise it.
 *
 * @param redirectUri the app's, checked before; absent where the person stays with us
 */
public record Destination(@Nullable URI redirectUri) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * The host, with its port where that is not the usual one; for an app with a scheme of its own
     * (RFC 8252 §7.1) the scheme. Hosts are shown as DNS has them, so that no letter can look like
     * another.
     */
    public String name() {
        if (redirectUri == null) {
            return "";
        }
        String host = redirectUri.getHost();
        if (host == null) {
            return String.valueOf(redirectUri.getScheme());
        }
        return redirectUri.getPort() < 0 ? host : host + ":" + redirectUri.getPort();
    }

    /**
     * The message that the answer stays on the person's own device (RFC 8252 §7), with an app or at
     * an address; absent where it does not.
     */
    public @Nullable String note() {
        if (redirectUri == null) {
            return null;
        }
        if (redirectUri.getHost() == null) {
            return "consent.app";
        }
        return LOOPBACK.contains(redirectUri.getHost()) ? "consent.device" : null;
    }

    /** For a page whose form ends there. */
    public ContentPolicy policy() {
        return redirectUri == null ? ContentPolicy.STRICT : ContentPolicy.leadingTo(redirectUri);
    }
}
