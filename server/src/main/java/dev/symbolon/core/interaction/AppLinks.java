package dev.symbolon.core.interaction;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The pages that an app says are its own, for people who want to know more of it before they answer
 * (RFC 7591 §2). Its words, so only what a browser opens as a page of somebody else: https.
 *
 * @param home {@code client_uri}; absent where it named none, as the others
 * @param privacy {@code policy_uri}
 * @param terms {@code tos_uri}
 */
public record AppLinks(@Nullable String home, @Nullable String privacy, @Nullable String terms) {

    public static AppLinks of(Ask ask) {
        return new AppLinks(link(ask.clientUri()), link(ask.policy()), link(ask.tos()));
    }

    public boolean isEmpty() {
        return home == null && privacy == null && terms == null;
    }

    private static @Nullable String link(@Nullable URI address) {
        return address != null && "https".equals(address.getScheme()) ? address.toString() : null;
    }
}
