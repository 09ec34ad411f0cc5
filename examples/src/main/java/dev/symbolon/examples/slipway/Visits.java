package dev.symbolon.examples.slipway;

import com.nimbusds.oauth2.sdk.id.Identifier;
import dev.symbolon.examples.http.Answer;
import dev.symbolon.examples.http.Call;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a browser's visit by its cookie. The value is random, unreadable for scripts, and replaced
 * when somebody signs in, so that a value planted before is worth nothing after. A visit ends when
 * it is not used, and some hours after the last trip to the provider even where it is: a cookie
 * that was copied is not good for ever.
 */
final class Visits {

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(8);
    private static final int MOST = 10_000;

    private record Kept(Visit visit, Instant began, Instant used) {

        boolean isOver(Instant now) {
            return !now.isBefore(used.plus(IDLE)) || !now.isBefore(began.plus(LONGEST));
        }
    }

    private final String cookie;
    private final String attributes;
    private final InstantSource clock;

    /** The longest unused one goes first. */
    private final Map<String, Kept> visits =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                    return size() > MOST || eldest.getValue().isOver(clock.instant());
                }
            };

    /**
     * The visits of a site.
     *
     * @param url the site's own; over https no other host and no plain http can set the cookie (RFC
     *     6265bis §4.1.3.2)
     */
    Visits(URI url, InstantSource clock) {
        boolean secure = "https".equals(url.getScheme());
        this.cookie = secure ? "__Host-slipway_visit" : "slipway_visit";
        this.attributes = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
        this.clock = clock;
    }

    synchronized Optional<Visit> of(Call call) {
        Instant now = clock.instant();
        return call.cookie(cookie)
                .map(value ->
                        visits.computeIfPresent(
                                value,
                                (_, kept) ->
                                        kept.isOver(now)
                                                ? null
                                                : new Kept(kept.visit(), kept.began(), now)))
                .map(Kept::visit);
    }

    /** Keeps the visit under a new cookie value; the old one no longer works. */
    synchronized Answer renew(Call call, Visit visit, Answer answer) {
        call.cookie(cookie).ifPresent(visits::remove);
        String value = new Identifier(32).getValue();
        Instant now = clock.instant();
        visits.put(value, new Kept(visit, now, now));
        return answer.with("Set-Cookie", cookie + "=" + value + attributes);
    }

    /** The provider says that a session has ended: so have the visits that came from it. */
    synchronized void endOf(String session) {
        visits.values()
                .removeIf(kept ->
                        kept.visit()
                                .person()
                                .filter(person -> person.tokens().session().equals(session))
                                .isPresent());
    }

    synchronized Answer end(Call call, Answer answer) {
        call.cookie(cookie).ifPresent(visits::remove);
        return answer.with("Set-Cookie", cookie + "=; Max-Age=0" + attributes);
    }
}
