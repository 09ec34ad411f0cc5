package dev.symbolon.identity.account;

import dev.symbolon.base.sql.Condition;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.tenant.Tenant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates, finds, disables. */
public final class Accounts {

    private final Database database;
    private final AccountStore store;
    private final LinkedSubjectStore links;
    private final InstantSource clock;
    private final List<OnDisable> onDisable;

    /**
     * @param onDisable what ends with an account: its sessions, its grants; run in the transaction
     *     that disables it
     */
    public Accounts(Database database, InstantSource clock, List<OnDisable> onDisable) {
        this.database = database;
        this.store = new AccountStore(database);
        this.links = new LinkedSubjectStore(database);
        this.clock = clock;
        this.onDisable = List.copyOf(onDisable);
    }

    /** Ends what hangs on an account. */
    @FunctionalInterface
    public interface OnDisable {
        /** Speaks to the transaction only: it may run again. */
        void disabled(Statements tx, Tenant tenant, String accountId);
    }

    /** What became of the wish to have an account. */
    public sealed interface Creation {
        /** It is there. */
        record Created(Account account) implements Creation {}

        /** Somebody signs in with that name or email already. */
        record Taken(String login) implements Creation {}

        /**
         * It cannot be.
         *
         * @param problems each beginning with the field
         */
        record Malformed(List<String> problems) implements Creation {}
    }

    /** Creates an account, without a password. */
    public Creation create(Tenant tenant, NewAccount wanted) {
        return database.change(tx -> create(tx, tenant, wanted));
    }

    /** The same as part of another change. */
    public Creation create(Statements tx, Tenant tenant, NewAccount wanted) {
        List<String> problems = wanted.problems();
        return problems.isEmpty()
                ? store.create(tx, tenant.id(), wanted, clock.instant())
                : new Creation.Malformed(problems);
    }

    /** By {@code sub}. Disabled ones too. */
    public Optional<Account> find(Tenant tenant, String id) {
        return store.find(tenant.id(), id);
    }

    /** That an account is there and open, for a change that is nothing without it. */
    public Condition isOpen(Tenant tenant, String id) {
        return AccountStore.isOpen(tenant.id(), id);
    }

    /** By name or email, in any case and Unicode form. Disabled ones too. */
    public Optional<Account> findByLogin(Tenant tenant, String nameOrEmail) {
        Login login = Login.of(nameOrEmail);
        // What nobody can have is looked up as nobody's, too: the same work, and nothing that a
        // database cannot read.
        return store.findByLogin(tenant.id(), login.isUsable() ? login : Login.NOBODYS);
    }

    /** Who a subject of another issuer is here. Disabled ones too. */
    public Optional<Account> findLinked(Tenant tenant, String issuer, String subject) {
        return store.findLinked(tenant.id(), issuer, subject);
    }

    /**
     * From now on what the issuer says of its subject is said of this account.
     *
     * @return false where the subject is somebody's already
     */
    public boolean link(Tenant tenant, String id, String issuer, String subject) {
        return links.link(tenant.id(), issuer, subject, id, clock.instant());
    }

    /** Takes that back. False where the subject was not this account's. */
    public boolean unlink(Tenant tenant, String id, String issuer, String subject) {
        return links.unlink(tenant.id(), issuer, subject, id);
    }

    /**
     * A page of them, by name.
     *
     * @param after the last name of the page before; empty for the first page
     */
    public List<Account> list(Tenant tenant, String after, int most) {
        return store.list(tenant.id(), after, most);
    }

    /**
     * Replaces the claims.
     *
     * @return what is wrong with them; where that is nothing, they are kept
     */
    public List<String> describe(Tenant tenant, String id, Map<String, Object> claims) {
        List<String> problems = StandardClaims.problems(claims);
        if (problems.isEmpty()) {
            store.describe(tenant.id(), id, claims, clock.instant());
        }
        return problems;
    }

    /**
     * Shuts an account, and with it all that hangs on it. False where there is none or it was shut.
     */
    public boolean disable(Tenant tenant, String id) {
        return store.disable(
                tenant.id(),
                id,
                clock.instant(),
                tx -> onDisable.forEach(hook -> hook.disabled(tx, tenant, id)));
    }

    /** Opens an account again. False where there is none or it was open. */
    public boolean enable(Tenant tenant, String id) {
        return store.enable(tenant.id(), id, clock.instant());
    }
}
