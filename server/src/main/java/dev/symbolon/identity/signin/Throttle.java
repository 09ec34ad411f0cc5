package dev.symbolon.identity.signin;

import dev.symbolon.base.http.Network;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.identity.account.Login;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Slows guessing down, the same whether or not an account exists. Every attempt is counted before
 * its password is looked at, and given back when it was right, so that attempts made at once do not
 * slip past the count.
 *
 * <p>Three counts: an address's (many logins tried from one place), a login's at an address, and a
 * login's from everywhere (one login tried from many places; NIST SP 800-63B-4 §3.2.2). The last
 * one could keep a person out whom somebody else attacks, so it does not count for browsers in
 * which the login has succeeded before.
 */
public final class Throttle {

    private static final Limit ADDRESS =
            new Limit(100, Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final Limit LOGIN_AT_ADDRESS =
            new Limit(10, Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final Limit LOGIN =
            new Limit(100, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofDays(1));

    private static final Limit CODE =
            new Limit(10, Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1));

    private static final Limit SIGN_UP =
            new Limit(30, Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1));

    private static final Limit HINT =
            new Limit(100, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofHours(1));

    private final ThrottleStore store;
    private final InstantSource clock;

    public Throttle(Database database, InstantSource clock) {
        this.store = new ThrottleStore(database);
        this.clock = clock;
    }

    /**
     * How a count slows down.
     *
     * @param free that many attempts in a row cost no delay
     * @param first the delay after those; it doubles with each further one
     * @param longest where doubling ends
     * @param memory how long after the last attempt the count is forgotten
     */
    record Limit(int free, Duration first, Duration longest, Duration memory) {}

    /**
     * A count and what slows it.
     *
     * @param key a hash; the table holds neither names nor addresses
     */
    record Bucket(String key, Limit limit) {}

    /** Whether the attempt may be made. */
    public sealed interface Turn {
        /** It may, and is counted as failed until {@link Throttle#succeeded} says otherwise. */
        record Now(Attempt attempt) implements Turn {}

        /** It may not, for that long. */
        record Later(Duration delay) implements Turn {}
    }

    /**
     * An attempt that was counted.
     *
     * @param browser hash of the browser's cookie; empty where it has none
     */
    public record Attempt(String tenant, String browser, String login, List<Bucket> buckets) {}

    /** Asks for a turn, and counts it. */
    public Turn take(Exchange exchange, Login login) {
        String tenant = exchange.tenant().id();
        String browser = BrowserCookie.hashOf(exchange).orElse("");
        String address = Network.of(exchange.request().remoteAddress()).name();
        String name = key("login", login.value());
        Instant now = clock.instant();
        Bucket ofAddress = new Bucket(key("address", address), ADDRESS);
        Bucket here = new Bucket(key("login-at-address", login.value(), address), LOGIN_AT_ADDRESS);
        Bucket everywhere = new Bucket(name, LOGIN);
        boolean known = store.isKnown(tenant, name, browser, now);
        List<Bucket> buckets =
                known ? List.of(ofAddress, here) : List.of(ofAddress, here, everywhere);
        return turn(new Attempt(tenant, browser, name, buckets), now);
    }

    /**
     * Asks for a turn to type a short code that a device shows (RFC 8628 §5.1), and counts it: by
     * where it is typed, and by who types it. A right one is given back.
     */
    public Turn takeGuess(Exchange exchange, String accountId) {
        String tenant = exchange.tenant().id();
        String address = Network.of(exchange.request().remoteAddress()).name();
        Instant now = clock.instant();
        List<Bucket> buckets =
                List.of(
                        new Bucket(key("code-at-address", address), CODE),
                        new Bucket(key("code-by-account", accountId), CODE));
        return turn(new Attempt(tenant, "", "", buckets), now);
    }

    /**
     * Asks for a turn to name a person (CIBA §7.1), and counts it, by the client that does. A name
     * that somebody has is given back.
     */
    public Turn takeHint(Exchange exchange, String clientId) {
        List<Bucket> buckets = List.of(new Bucket(key("hint-by-client", clientId), HINT));
        return turn(new Attempt(exchange.tenant().id(), "", "", buckets), clock.instant());
    }

    /**
     * Asks for a turn to have an account under a name of one's choice, and counts it, by where it
     * is asked: each name that is taken tells that it is. Whoever gets the account is given it
     * back.
     */
    public Turn takeSignUp(Exchange exchange) {
        String address = Network.of(exchange.request().remoteAddress()).name();
        List<Bucket> buckets = List.of(new Bucket(key("sign-up-at-address", address), SIGN_UP));
        return turn(new Attempt(exchange.tenant().id(), "", "", buckets), clock.instant());
    }

    /**
     * Asks for a turn to send a person's code (CIBA §7.1), and counts it: by the client for that
     * account, and for the account by all clients together. A right one is given back.
     */
    public Turn takeUserCode(Exchange exchange, String clientId, String accountId) {
        List<Bucket> buckets =
                List.of(
                        new Bucket(key("user-code-by-client", clientId, accountId), CODE),
                        new Bucket(key("user-code-of-account", accountId), LOGIN));
        return turn(new Attempt(exchange.tenant().id(), "", "", buckets), clock.instant());
    }

    private Turn turn(Attempt attempt, Instant now) {
        Optional<Instant> blockedUntil = store.take(attempt.tenant(), attempt.buckets(), now);
        return blockedUntil.isPresent()
                ? new Turn.Later(Duration.between(now, blockedUntil.get()))
                : new Turn.Now(attempt);
    }

    /**
     * The attempt was right: the login's counts start anew and the browser is known from now on.
     * The address only gets this attempt back, or an attacker with an account could clear it.
     */
    public void succeeded(Attempt attempt) {
        store.succeeded(attempt, clock.instant());
    }

    /** It does not count: the password was not looked at after all, or the code was right. */
    public void giveBack(Attempt attempt) {
        store.giveBack(attempt);
    }

    /** Removes what is forgotten. */
    public List<Chore> chores() {
        return List.of(
                Chore.deleting(
                        "remove forgotten sign-in attempts",
                        Duration.ofMinutes(10),
                        ThrottleStore.REMOVE_ATTEMPTS),
                Chore.deleting(
                        "remove forgotten browsers",
                        Duration.ofHours(6),
                        ThrottleStore.REMOVE_BROWSERS));
    }

    private static String key(String... parts) {
        return OpaqueValue.sha256(String.join("\n", parts));
    }
}
