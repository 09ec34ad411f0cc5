package dev.symbolon.identity.signup;

import dev.symbolon.base.http.Network;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.quota.Quota;
import dev.symbolon.core.quota.StrangerQuota;
import dev.symbolon.core.quota.StrangerQuota.Limit;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.Accounts.Creation;
import dev.symbolon.identity.signin.Password;
import dev.symbolon.identity.signin.PasswordFactor;
import dev.symbolon.identity.signin.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Makes accounts for whoever asks. Whether a name is taken is told, as nobody could choose one
 * otherwise, and slowed down; whether an email is known is not even looked at.
 */
public final class SignUps {

    private static final Map<String, String> TAKEN = Map.of(SignUpForm.LOGIN, "signup.login.taken");

    private final Database database;
    private final Accounts accounts;
    private final PasswordFactor passwords;
    private final Throttle throttle;
    private final StrangerQuota<SignUpRule> quota;
    private final EventStore events;
    private final InstantSource clock;

    public SignUps(
            Database database,
            Accounts accounts,
            PasswordFactor passwords,
            Throttle throttle,
            SignUpSettings settings,
            EventStore events,
            InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
        this.quota =
                new StrangerQuota<>(
                        new Quota(Duration.ofDays(1)),
                        "sign-up ",
                        new Limit<>(SignUpRule.PER_ADDRESS, settings.perAddress()),
                        new Limit<>(SignUpRule.PER_DAY, settings.perDay()));
        this.events = events;
        this.clock = clock;
    }

    /** What became of the wish to have an account. */
    public sealed interface Outcome {

        /** As it is counted. */
        default String name() {
            return switch (this) {
                case Made _ -> "success";
                case Wrong _ -> "wrong";
                case Later _ -> "throttled";
            };
        }

        /** The account is there, with its password. */
        record Made(Account account) implements Outcome {}

        /**
         * It cannot be.
         *
         * @param problems a message for each field
         */
        record Wrong(Map<String, String> problems) implements Outcome {}

        /** Not now. */
        record Later(SignUpRule rule, Duration delay) implements Outcome {}
    }

    /**
     * Makes the account, where all is as it must be.
     *
     * @throws Refusal where there is no room to hash a password now; nothing is done then
     */
    Outcome make(Exchange exchange, SignUpForm form, Password password) {
        Trace trace = exchange.trace();
        Map<String, String> problems = form.problems(password);
        if (!problems.isEmpty()) {
            trace.fails(SignUpRule.ANSWERS, null, String.join(", ", problems.keySet()));
            return new Outcome.Wrong(problems);
        }
        trace.require(SignUpRule.ANSWERS, true);
        String network = Network.of(exchange.request().remoteAddress()).name();
        Optional<StrangerQuota.Full<SignUpRule>> full =
                quota.full(database, exchange.tenant(), network, clock.instant());
        if (full.isPresent()) {
            return later(trace, full.get().rule(), full.get().delay());
        }
        trace.require(SignUpRule.PER_ADDRESS, true);
        trace.require(SignUpRule.PER_DAY, true);
        return switch (throttle.takeSignUp(exchange)) {
            case Throttle.Turn.Later(Duration delay) -> later(trace, SignUpRule.THROTTLED, delay);
            case Throttle.Turn.Now(Throttle.Attempt attempt) -> {
                trace.require(SignUpRule.THROTTLED, true);
                try {
                    Outcome outcome = attempt(exchange, form, password, network);
                    if (outcome instanceof Outcome.Made) {
                        throttle.giveBack(attempt);
                    }
                    yield outcome;
                } catch (Refusal busy) {
                    throttle.giveBack(attempt);
                    throw busy;
                }
            }
        };
    }

    private Outcome attempt(Exchange exchange, SignUpForm form, Password password, String network) {
        Trace trace = exchange.trace();
        Tenant tenant = exchange.tenant();
        // A look first: a name that is taken is not worth a hash.
        if (accounts.findByLogin(tenant, form.login()).isPresent()) {
            return taken(trace);
        }
        // Before the transaction: it takes long, and may be refused.
        String hashed = passwords.hash(trace, password);
        Outcome outcome = database.change(tx -> settle(tx, tenant, form, hashed, network));
        return switch (outcome) {
            case Outcome.Made made -> {
                trace.require(SignUpRule.NAME_FREE, true);
                yield made;
            }
            case Outcome.Later(SignUpRule rule, Duration delay) -> later(trace, rule, delay);
            case Outcome.Wrong _ -> taken(trace);
        };
    }

    /** All of it or nothing: an account without its password would be one that nobody can enter. */
    private Outcome settle(
            Statements tx, Tenant tenant, SignUpForm form, String password, String network) {
        Instant now = clock.instant();
        Optional<StrangerQuota.Full<SignUpRule>> full = quota.take(tx, tenant, network, now);
        if (full.isPresent()) {
            return new Outcome.Later(full.get().rule(), full.get().delay());
        }
        return switch (accounts.create(tx, tenant, form.wanted())) {
            case Creation.Created(Account account) -> {
                passwords.set(tx, tenant, account.id(), password);
                events.add(tx, tenant.id(), account.id(), "account.signed-up", account.id());
                yield new Outcome.Made(account);
            }
            case Creation.Taken _ -> new Outcome.Wrong(TAKEN);
            case Creation.Malformed _ ->
                    throw new IllegalStateException("what was looked at before is wrong now");
        };
    }

    private static Outcome taken(Trace trace) {
        trace.fails(SignUpRule.NAME_FREE);
        return new Outcome.Wrong(TAKEN);
    }

    private static Outcome later(Trace trace, SignUpRule rule, Duration delay) {
        trace.fails(rule);
        return new Outcome.Later(rule, delay);
    }
}
