package dev.symbolon.core.outbox;

import dev.symbolon.base.fetch.Fetched;
import dev.symbolon.base.fetch.Unreachable;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Tells an app something at an address of its own, and notes what came of it. */
public record Telling(InstantSource clock) {

    /** How it is sent. */
    @FunctionalInterface
    public interface Post {
        /**
         * Sends it.
         *
         * @throws Unreachable where there is no whole answer
         */
        Fetched send() throws Unreachable;
    }

    /**
     * Tells it once.
     *
     * @param sent for whoever looks at the flow
     * @param confirmed what does not hold where the app did not confirm it
     */
    public Told tell(
            Tenant tenant,
            Trace trace,
            URI address,
            Map<String, String> sent,
            Rule confirmed,
            Post post) {
        Instant began = clock.instant();
        int status = 0;
        Object came;
        try {
            status = post.send().status();
            came = status;
        } catch (Unreachable why) {
            came = why.getMessage();
        }
        Instant now = clock.instant();
        Told told =
                new Told(
                        tenant,
                        trace,
                        address.toString(),
                        sent,
                        status,
                        now,
                        Duration.between(began, now));
        if (told.isConfirmed()) {
            trace.require(confirmed, true);
        } else {
            trace.fails(confirmed, 200, came);
        }
        return told;
    }
}
