package dev.symbolon.identity.signin;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.Login;
import dev.symbolon.identity.session.Acr;
import dev.symbolon.identity.signin.PasswordStore.Stored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something a person knows. An unknown login, a wrong password, an account without a password and a
 * disabled one cannot be told apart, neither by the answer nor by the work it took; the trace names
 * an account that there is, and never what was typed.
 */
public final class PasswordFactor {

    private final Database database;
    private final Accounts accounts;
    private final PasswordStore store;
    private final PasswordHasher hasher;
    private final Throttle throttle;
    private final InstantSource clock;

    public PasswordFactor(
            Database database,
            Accounts accounts,
            PasswordHasher hasher,
            Throttle throttle,
            InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.store = new PasswordStore(database);
        this.hasher = hasher;
        this.throttle = throttle;
        this.clock = clock;
    }

    /** What came of an attempt. */
    public sealed interface Outcome {

        /** As it is counted. */
        default String name() {
            return switch (this) {
                case Accepted _ -> "success";
                case Wrong _ -> "wrong";
                case Wait _ -> "throttled";
            };
        }

        /**
         * It is the account's person.
         *
         * @param amr for {@link dev.symbolon.identity.session.Sessions#begin}
         */
        record Accepted(Account account, List<String> amr) implements Outcome {}

        /** Name and password do not belong together; more is not told. */
        record Wrong() implements Outcome {}

        /** Too many wrong attempts; the password was not looked at. */
        record Wait(Duration duration) implements Outcome {}
    }

    /**
     * Tries a name or email with a password.
     *
     * @throws Refusal {@link SignInRule#CAPACITY}, 503 with Retry-After
     */
    public Outcome attempt(Exchange exchange, String nameOrEmail, Password password) {
        Login login = Login.of(nameOrEmail);
        return switch (throttle.take(exchange, login)) {
            case Throttle.Turn.Later(Duration delay) -> {
                exchange.trace().fails(SignInRule.THROTTLED);
                yield new Outcome.Wait(delay);
            }
            case Throttle.Turn.Now(Throttle.Attempt attempt) -> {
                exchange.trace().require(SignInRule.THROTTLED, true);
                try {
                    yield compare(exchange, login, password, attempt);
                } catch (Refusal busy) {
                    throttle.giveBack(attempt);
                    throw busy;
                }
            }
        };
    }

    private Outcome compare(
            Exchange exchange, Login login, Password password, Throttle.Attempt attempt) {
        Tenant tenant = exchange.tenant();
        @Nullable Account account = accounts.findByLogin(tenant, login.value()).orElse(null);
        // Who has no password is measured against somebody's, always the same one's: the same work,
        // whatever parameters are stored.
        String id = account == null ? OpaqueValue.sha256(login.value()) : account.id();
        @Nullable Stored nearest = store.nearest(tenant.id(), id).orElse(null);
        @Nullable String stored =
                nearest != null && nearest.account().equals(id) ? nearest.hash() : null;
        var verdict =
                stored == null
                        ? hasher.verifyNobody(
                                exchange.trace(), password, nearest == null ? null : nearest.hash())
                        : hasher.verify(exchange.trace(), password, stored);
        if (account != null) {
            exchange.trace().note("account", account.id());
        }
        if (account == null || stored == null || !verdict.matches()) {
            exchange.trace().fails(SignInRule.CREDENTIALS);
            return new Outcome.Wrong();
        }
        exchange.trace().require(SignInRule.CREDENTIALS, true);
        if (account.disabled()) {
            exchange.trace().fails(SignInRule.ACCOUNT_ENABLED);
            return new Outcome.Wrong();
        }
        exchange.trace().require(SignInRule.ACCOUNT_ENABLED, true);
        throttle.succeeded(attempt);
        if (verdict.isOutdated()) {
            hasher.hashIfRoom(password)
                    .ifPresent(hash -> store.rehash(tenant.id(), account.id(), stored, hash));
        }
        return new Outcome.Accepted(account, List.of(Acr.PWD));
    }

    /**
     * Sets an account's password, whether or not it had one.
     *
     * @return why not; nothing where it was set
     * @throws Refusal {@link SignInRule#CAPACITY}, 503 with Retry-After
     */
    public Optional<Password.Problem> set(
            Trace trace, Tenant tenant, String accountId, Password password) {
        Optional<Password.Problem> problem = password.problem();
        if (problem.isEmpty()) {
            set(database, tenant, accountId, hash(trace, password));
        }
        return problem;
    }

    /**
     * The hash of a new password, for {@link #set(Statements, Tenant, String, String)}.
     *
     * @param password without a {@link Password#problem}
     * @throws Refusal {@link SignInRule#CAPACITY}, 503 with Retry-After
     */
    public String hash(Trace trace, Password password) {
        return hasher.hash(trace, password);
    }

    /** Sets an account's password as part of another change. */
    public void set(Statements tx, Tenant tenant, String accountId, String hash) {
        store.set(tx, tenant.id(), accountId, hash, clock.instant());
    }

    /** Whether the account has a password. */
    public boolean isSet(Tenant tenant, String accountId) {
        return store.hashOf(tenant.id(), accountId).isPresent();
    }
}
