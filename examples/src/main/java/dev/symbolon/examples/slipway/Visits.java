package dev.symbolon.examples.slipway;

import com.nimbusds.oauth2.sdk.id.Identifier;
import dev.symbolon.examples.http.Answer;
import dev.symbolon.examples.http.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a browser's visit by its cookie. The value is random, unreadable for scripts, and replaced
 * when somebody signs in, so that a value planted before is worth nothing after.
 */
final class Visits {

    private static final String COOKIE = "slipway_visit";
    private static final int MOST = 10_000;

    /** The longest unused one goes first. */
    private final Map<String, Visit> visits =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Visit> eldest) {
                    return size() > MOST;
                }
            };

    synchronized Optional<Visit> of(Call call) {
        return call.cookie(COOKIE).map(visits::get);
    }

    /** Keeps the visit under a new cookie value; the old one no longer works. */
    synchronized Answer renew(Call call, Visit visit, Answer answer) {
        call.cookie(COOKIE).ifPresent(visits::remove);
        String value = new Identifier(32).getValue();
        visits.put(value, visit);
        return answer.with("Set-Cookie", COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Lax");
    }

    synchronized Answer end(Call call, Answer answer) {
        call.cookie(COOKIE).ifPresent(visits::remove);
        return answer.with("Set-Cookie", COOKIE + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }
}
