package dev.symbolon.identity.account;

import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.Condition;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Row;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.identity.account.Accounts.Creation;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tables account and login. */
final class AccountStore {

    private static final String COLUMNS =
            "account.tenant, account.id, account.name, account.email, account.email_verified,"
                    + " account.admin, account.disabled, account.claims, account.created_at,"
                    + " account.updated_at";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;

    AccountStore(Database database) {
        this.database = database;
    }

    Creation create(Statements tx, String tenant, NewAccount wanted, Instant now) {
        String id = newSubject();
        @Nullable String email = wanted.email() == null ? null : wanted.email().strip();
        Account account =
                new Account(
                        tenant,
                        id,
                        wanted.name().strip(),
                        email,
                        email != null && wanted.emailVerified(),
                        wanted.admin(),
                        false,
                        wanted.claims(),
                        now,
                        now);
        for (String login : logins(account, wanted.selfMade())) {
            if (!take(tx, tenant, login, id)) {
                giveBack(tx, tenant, id);
                return new Creation.Taken(login);
            }
        }
        insert(tx, account);
        return new Creation.Created(account);
    }

    /** An email that a stranger typed is nobody's login, so that none is taken from its owner. */
    private static Set<String> logins(Account account, boolean selfMade) {
        Set<String> logins = new LinkedHashSet<>();
        logins.add(Login.of(account.name()).value());
        if (account.email() != null && !selfMade) {
            logins.add(Login.of(account.email()).value());
        }
        return logins;
    }

    /** The primary key decides whose it is, whoever else asks for it at the same time. */
    private static boolean take(Statements tx, String tenant, String login, String account) {
        return tx.run(
                        """
                        INSERT INTO login (tenant, login, account) VALUES (?, ?, ?)
                        ON CONFLICT (tenant, login) DO NOTHING
                        """,
                        tenant,
                        login,
                        account)
                == 1;
    }

    private static void giveBack(Statements tx, String tenant, String account) {
        tx.run("DELETE FROM login WHERE tenant = ? AND account = ?", tenant, account);
    }

    private static void insert(Statements tx, Account account) {
        tx.run(
                """
                INSERT INTO account (tenant, id, name, email, email_verified, admin, disabled,
                    claims, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account.tenant(),
                account.id(),
                account.name(),
                account.email(),
                account.emailVerified(),
                account.admin(),
                account.disabled(),
                Json.text(account.claims()),
                account.createdAt(),
                account.updatedAt());
    }

    Optional<Account> find(String tenant, String id) {
        return database.one(
                "SELECT " + COLUMNS + " FROM account WHERE tenant = ? AND id = ?",
                AccountStore::account,
                tenant,
                id);
    }

    static Condition isOpen(String tenant, String id) {
        return new Condition(
                "EXISTS (SELECT 1 FROM account WHERE tenant = ? AND id = ? AND disabled = 0)",
                List.of(tenant, id));
    }

    Optional<Account> findByLogin(String tenant, Login login) {
        return database.one(
                "SELECT "
                        + COLUMNS
                        + """
                         FROM login JOIN account
                            ON account.tenant = login.tenant AND account.id = login.account
                        WHERE login.tenant = ? AND login.login = ?
                        """,
                AccountStore::account,
                tenant,
                login.value());
    }

    Optional<Account> findLinked(String tenant, String issuer, String subject) {
        return database.one(
                "SELECT "
                        + COLUMNS
                        + """
                         FROM linked_subject JOIN account
                            ON account.tenant = linked_subject.tenant
                            AND account.id = linked_subject.account_id
                        WHERE linked_subject.tenant = ? AND linked_subject.issuer = ?
                            AND linked_subject.subject = ?
                        """,
                AccountStore::account,
                tenant,
                issuer,
                subject);
    }

    List<Account> list(String tenant, String after, int most) {
        return database.list(
                "SELECT "
                        + COLUMNS
                        + " FROM account WHERE tenant = ? AND name > ? ORDER BY name LIMIT ?",
                AccountStore::account,
                tenant,
                after,
                most);
    }

    void describe(String tenant, String id, Map<String, Object> claims, Instant now) {
        database.run(
                "UPDATE account SET claims = ?, updated_at = ? WHERE tenant = ? AND id = ?",
                Json.text(claims),
                now,
                tenant,
                id);
    }

    boolean disable(String tenant, String id, Instant now, Consumer<Statements> withIt) {
        return database.change(tx -> {
            boolean changed = setDisabled(tx, tenant, id, true, now);
            if (changed) {
                withIt.accept(tx);
            }
            return changed;
        });
    }

    boolean enable(String tenant, String id, Instant now) {
        return setDisabled(database, tenant, id, false, now);
    }

    private static boolean setDisabled(
            Statements tx, String tenant, String id, boolean disabled, Instant now) {
        return tx.run(
                        """
                        UPDATE account SET disabled = ?, updated_at = ?
                        WHERE tenant = ? AND id = ? AND disabled = ?
                        """,
                        disabled,
                        now,
                        tenant,
                        id,
                        !disabled)
                == 1;
    }

    /** 128 random bits: the subject identifier tells nothing about the person. */
    private static String newSubject() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private static Account account(Row row) throws SQLException {
        return new Account(
                row.text("tenant"),
                row.text("id"),
                row.text("name"),
                row.textOrNull("email"),
                row.flag("email_verified"),
                row.flag("admin"),
                row.flag("disabled"),
                Json.object(row.text("claims")),
                row.time("created_at"),
                row.time("updated_at"));
    }
}
