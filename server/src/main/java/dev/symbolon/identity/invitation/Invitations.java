package dev.symbolon.identity.invitation;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
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

    private final InvitationStore store;
    private final Accounts accounts;
    private final PasswordFactor passwords;
    private final InstantSource clock;

    public Invitations(
            Database database, Accounts accounts, PasswordFactor passwords, InstantSource clock) {
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
        store.add(new Invitation(tenant.id(), code.hash(), admin, null, end));
        return tenant.url(InvitationPage.PATH + "?code=" + code.value());
    }

    /** Whether the code opens an invitation. */
    public boolean isOpen(Tenant tenant, String code) {
        return hash(code)
                .flatMap(hash -> store.find(tenant.id(), hash, clock.instant()))
                .isPresent();
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
        Optional<Invitation> redeemed =
                hash(code).flatMap(hash -> store.redeem(tenant.id(), hash, clock.instant()));
        if (redeemed.isEmpty()) {
            return new Acceptance.Closed();
        }
        return settle(trace, tenant, redeemed.get(), wanted, password);
    }

    private Acceptance settle(
            Trace trace,
            Tenant tenant,
            Invitation invitation,
            NewAccount wanted,
            Password password) {
        Optional<Account> account =
                invitation.accountId() == null
                        ? create(tenant, invitation.admin() ? wanted.asAdmin() : wanted)
                        : accounts.find(tenant, invitation.accountId());
        if (account.isEmpty()) {
            store.add(invitation);
            return new Acceptance.Taken();
        }
        try {
            passwords.set(trace, tenant, account.get().id(), password);
        } catch (Refusal busy) {
            // The account is there and nobody can sign in to it: the same code goes on from here.
            store.add(invitation.from(account.get().id()));
            throw busy;
        }
        return new Acceptance.Accepted(account.get());
    }

    private Optional<Account> create(Tenant tenant, NewAccount wanted) {
        return accounts.create(tenant, wanted) instanceof Creation.Created(Account account)
                ? Optional.of(account)
                : Optional.empty();
    }

    private static Optional<String> hash(String code) {
        return OpaqueValue.parse(OpaqueValue.Kind.INVITATION, code).map(OpaqueValue::hash);
    }

    /** Forgets those that nobody took up. */
    public static Chore chore() {
        return InvitationStore.chore();
    }
}
