package dev.symbolon.identity.invitation;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.Accounts.Creation;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.signin.Password;
import dev.symbolon.identity.signin.PasswordFactor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes invitations, and accounts from them. */
public final class Invitations {

    /** How long an invitation is open. */
    public static final Duration LIFE = Duration.ofHours(24);

    private final Database database;
    private final InvitationStore store;
    private final Accounts accounts;
    private final PasswordFactor passwords;
    private final InstantSource clock;

    public Invitations(
            Database database, Accounts accounts, PasswordFactor passwords, InstantSource clock) {
        this.database = database;
        this.store = new InvitationStore(database);
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** What became of an invitation that somebody took up. */
    public sealed interface Acceptance {
        /** The account is there, with its password. */
        record Accepted(Account account) implements Acceptance {}

        /** Somebody else signs in with that name or email; the invitation stays open. */
        record Taken() implements Acceptance {}

        /** Name or email cannot be; the invitation stays open. */
        record Malformed(List<String> problems) implements Acceptance {}

        /** The password cannot be; the invitation stays open. */
        record Weak(Password.Problem problem) implements Acceptance {}

        /** It is used up or too old, or never was one. */
        record Closed() implements Acceptance {}
    }

    /**
     * The address that makes a first administrator, where the tenant has no accounts yet. An
     * address that was given before is worth nothing from then on.
     */
    public Optional<String> forFirstAdministrator(Tenant tenant) {
        if (!accounts.list(tenant, "", 1).isEmpty()) {
            return Optional.empty();
        }
        store.withdrawForAdministrators(tenant.id());
        return Optional.of(create(tenant, true));
    }

    /** An address to be given to the person who is invited, and to nobody else. */
    public String create(Tenant tenant, boolean admin) {
        OpaqueValue code = OpaqueValue.random(OpaqueValue.Kind.INVITATION);
        Instant end = clock.instant().plus(LIFE);
        store.add(new Invitation(tenant.id(), code.hash(), admin, end));
        return tenant.url(InvitationPage.PATH + "?code=" + code.value());
    }

    /** Whether the code opens an invitation. */
    public boolean isOpen(Tenant tenant, String code) {
        return open(tenant, code).isPresent();
    }

    private Optional<Invitation> open(Tenant tenant, String code) {
        return hash(code).flatMap(hash -> store.find(tenant.id(), hash, clock.instant()));
    }

    /**
     * Makes the account, and uses the invitation up. What can be wrong with the answers is looked
     * at first.
     *
     * @throws Refusal where there is no room to hash a password now; the invitation stays open
     */
    public Acceptance accept(
            Trace trace, Tenant tenant, String code, String name, String email, Password password) {
        NewAccount wanted =
                new NewAccount(name, email.isBlank() ? null : email, false, false, Map.of());
        if (!wanted.problems().isEmpty()) {
            return new Acceptance.Malformed(wanted.problems());
        }
        if (password.problem().isPresent()) {
            return new Acceptance.Weak(password.problem().get());
        }
        Optional<Invitation> open = open(tenant, code);
        if (open.isEmpty()) {
            return new Acceptance.Closed();
        }
        // Before the transaction: it takes long, and may be refused.
        String hashed = passwords.hash(trace, password);
        return database.change(tx -> settle(tx, tenant, open.get().hash(), wanted, hashed));
    }

    /** All of it or nothing: an account without its password would be one that nobody can enter. */
    private Acceptance settle(
            Statements tx, Tenant tenant, String hash, NewAccount wanted, String password) {
        Optional<Invitation> redeemed = store.redeem(tx, tenant.id(), hash, clock.instant());
        if (redeemed.isEmpty()) {
            return new Acceptance.Closed();
        }
        Invitation invitation = redeemed.get();
        NewAccount asInvited = invitation.admin() ? wanted.asAdmin() : wanted;
        return switch (accounts.create(tx, tenant, asInvited)) {
            case Creation.Created(Account account) -> {
                passwords.set(tx, tenant, account.id(), password);
                yield new Acceptance.Accepted(account);
            }
            case Creation.Taken _ -> {
                store.add(tx, invitation);
                yield new Acceptance.Taken();
            }
            case Creation.Malformed(List<String> problems) -> {
                store.add(tx, invitation);
                yield new Acceptance.Malformed(problems);
            }
        };
    }

    private static Optional<String> hash(String code) {
        return OpaqueValue.parse(OpaqueValue.Kind.INVITATION, code).map(OpaqueValue::hash);
    }

    /** Forgets those that nobody took up. */
    public static Chore chore() {
        return InvitationStore.chore();
    }
}
