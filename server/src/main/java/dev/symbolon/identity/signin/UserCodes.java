package dev.symbolon.identity.signin;

import dev.symbolon.base.sql.Database;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * CIBA §7.1: the code that a person tells an app so that it may ask them, set by themselves. It is
 * hashed as passwords are, and guesses are slowed down, by the app that makes them and by the
 * account that they are about.
 */
public final class UserCodes {

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{4,64}");

    private final UserCodeStore store;
    private final PasswordHasher hasher;
    private final Throttle throttle;
    private final InstantSource clock;

    public UserCodes(
            Database database, PasswordHasher hasher, Throttle throttle, InstantSource clock) {
        this.store = new UserCodeStore(database);
        this.hasher = hasher;
        this.throttle = throttle;
        this.clock = clock;
    }

    /** What came of a code that an app sent. */
    public sealed interface Verdict {
        /** It is the person's. */
        record Right() implements Verdict {}

        /** It is not. */
        record Wrong() implements Verdict {}

        /** Too many wrong ones came before; it was not looked at. */
        record Wait(Duration duration) implements Verdict {}
    }

    /** Whether the person has set one. */
    public boolean isSet(Tenant tenant, String accountId) {
        return store.hashOf(tenant.id(), accountId).isPresent();
    }

    /**
     * Sets a person's code, whether or not they had one.
     *
     * @return false where it is not of 4 to 64 digits and letters
     * @throws Refusal {@link SignInRule#CAPACITY}, 503 with Retry-After
     */
    public boolean set(Trace trace, Tenant tenant, String accountId, String typed) {
        if (!FORM.matcher(typed).matches()) {
            return false;
        }
        String hash = hasher.hash(trace, Password.typed(typed));
        store.set(tenant.id(), accountId, hash, clock.instant());
        return true;
    }

    /** The person wants none any more. */
    public void remove(Tenant tenant, String accountId) {
        store.remove(tenant.id(), accountId);
    }

    /**
     * Compares what an app sent with what the person set.
     *
     * @return nothing where they have set none
     * @throws Refusal {@link SignInRule#CAPACITY}, 503 with Retry-After
     */
    public Optional<Verdict> compare(
            Exchange exchange, String clientId, String accountId, String sent) {
        return store.hashOf(exchange.tenant().id(), accountId)
                .map(hash -> compare(exchange, clientId, accountId, sent, hash));
    }

    private Verdict compare(
            Exchange exchange, String clientId, String accountId, String sent, String hash) {
        return switch (throttle.takeUserCode(exchange, clientId, accountId)) {
            case Throttle.Turn.Later(Duration delay) -> new Verdict.Wait(delay);
            case Throttle.Turn.Now(Throttle.Attempt attempt) -> {
                boolean right = matches(exchange, attempt, sent, hash);
                if (right) {
                    throttle.giveBack(attempt);
                }
                yield right ? new Verdict.Right() : new Verdict.Wrong();
            }
        };
    }

    private boolean matches(Exchange exchange, Throttle.Attempt attempt, String sent, String hash) {
        if (!FORM.matcher(sent).matches()) {
            return false;
        }
        try {
            return hasher.verify(exchange.trace(), Password.typed(sent), hash).matches();
        } catch (Refusal busy) {
            throttle.giveBack(attempt);
            throw busy;
        }
    }
}
