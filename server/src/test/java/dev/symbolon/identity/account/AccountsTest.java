package dev.symbolon.identity.account;

import static dev.symbolon.core.tenant.TestBrowser.OTHER;
import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.testing.MovableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Accounts")
class AccountsTest {

    private final MovableClock clock = new MovableClock();

    private Accounts accounts(Database database) {
        return new Accounts(database, clock, List.of());
    }

    private static Account created(Accounts accounts, Tenant tenant, NewAccount wanted) {
        return switch (accounts.create(tenant, wanted)) {
            case Accounts.Creation.Created(Account account) -> account;
            case Accounts.Creation.Taken(String login) -> throw new AssertionError(login);
            case Accounts.Creation.Malformed(List<String> problems) ->
                    throw new AssertionError(problems);
        };
    }

    @EachDatabase
    @DisplayName("an account is found as it was made; its sub tells nothing and is never the name")
    void made(Database database) {
        Accounts accounts = accounts(database);
        Account alice =
                created(
                        accounts,
                        TENANT,
                        NewAccount.named("alice")
                                .withEmail("Alice@Example.org", true)
                                .withClaims(
                                        Map.of(
                                                "name",
                                                "Alice",
                                                "address",
                                                Map.of("country", "GR"))));

        assertThat(accounts.find(TENANT, alice.id())).contains(alice);
        assertThat(alice.id()).hasSize(22).isNotEqualTo("alice");
        assertThat(alice.email()).isEqualTo("Alice@Example.org");
        assertThat(alice.displayName()).isEqualTo("Alice");
    }

    @EachDatabase
    @DisplayName("one signs in by name or email, in any case and Unicode form")
    void logins(Database database) {
        Accounts accounts = accounts(database);
        Account renee =
                created(
                        accounts,
                        TENANT,
                        NewAccount.named("Renée").withEmail("Renee@Example.org", false));

        assertThat(List.of("renée", "RENÉE", "Rene\u0301e", " Ｒｅｎée ", "renee@example.ORG"))
                .allSatisfy(typed ->
                        assertThat(accounts.findByLogin(TENANT, typed))
                                .as("%s", typed)
                                .contains(renee));
        assertThat(accounts.findByLogin(TENANT, "renee")).isEmpty();
        assertThat(accounts.findByLogin(TENANT, "")).isEmpty();
    }

    @EachDatabase
    @DisplayName("names and emails share one namespace: nobody takes another's email as a name")
    void namespace(Database database) {
        Accounts accounts = accounts(database);
        created(accounts, TENANT, NewAccount.named("alice").withEmail("a@example.org", true));

        assertThat(accounts.create(TENANT, NewAccount.named("A@EXAMPLE.ORG")))
                .isEqualTo(new Accounts.Creation.Taken("a@example.org"));
        assertThat(accounts.create(TENANT, NewAccount.named("ALICE")))
                .isEqualTo(new Accounts.Creation.Taken("alice"));
        assertThat(
                        accounts.create(
                                TENANT,
                                NewAccount.named("mallory").withEmail("A@example.org", false)))
                .isEqualTo(new Accounts.Creation.Taken("a@example.org"));
        // What failed holds nothing back.
        created(accounts, TENANT, NewAccount.named("mallory"));
    }

    @EachDatabase
    @DisplayName("whose name is their email has one login")
    void nameIsEmail(Database database) {
        Accounts accounts = accounts(database);
        Account alice =
                created(
                        accounts,
                        TENANT,
                        NewAccount.named("a@example.org").withEmail("A@example.org", true));

        assertThat(accounts.findByLogin(TENANT, "a@example.org")).contains(alice);
    }

    @EachDatabase
    @DisplayName("of 16 who want the same name at once, one gets it")
    void race(Database database) throws Exception {
        Accounts accounts = accounts(database);
        List<Callable<Accounts.Creation>> wishes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            wishes.add(() -> accounts.create(TENANT, NewAccount.named("alice")));
        }

        List<Accounts.Creation> outcomes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : threads.invokeAll(wishes)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn(Accounts.Creation.Created.class::isInstance).hasSize(1);
        assertThat(accounts.list(TENANT, "", 10)).hasSize(1);
    }

    @EachDatabase
    @DisplayName("a tenant's accounts do not exist for another")
    void tenants(Database database) {
        Accounts accounts = accounts(database);
        Account alice = created(accounts, TENANT, NewAccount.named("alice"));

        assertThat(accounts.find(OTHER, alice.id())).isEmpty();
        assertThat(accounts.findByLogin(OTHER, "alice")).isEmpty();
        assertThat(accounts.list(OTHER, "", 10)).isEmpty();
        assertThat(accounts.disable(OTHER, alice.id())).isFalse();
        assertThat(accounts.describe(OTHER, alice.id(), Map.of("name", "Mallory"))).isEmpty();
        assertThat(accounts.find(TENANT, alice.id())).contains(alice);
        assertThat(created(accounts, OTHER, NewAccount.named("alice")).id())
                .isNotEqualTo(alice.id());
    }

    @EachDatabase
    @DisplayName("disabling ends what hangs on the account, once, in the same transaction")
    void disable(Database database) {
        List<String> ended = new ArrayList<>();
        Accounts accounts =
                new Accounts(database, clock, List.of((_, _, account) -> ended.add(account)));
        Account alice = created(accounts, TENANT, NewAccount.named("alice"));

        assertThat(accounts.disable(TENANT, alice.id())).isTrue();
        assertThat(accounts.disable(TENANT, alice.id())).isFalse();
        assertThat(ended).containsExactly(alice.id());
        assertThat(accounts.find(TENANT, alice.id()).orElseThrow().disabled()).isTrue();

        assertThat(accounts.enable(TENANT, alice.id())).isTrue();
        assertThat(accounts.find(TENANT, alice.id()).orElseThrow().disabled()).isFalse();
    }

    @EachDatabase
    @DisplayName("what cannot be signed in with is no name; what is no claim is not kept")
    void malformed(Database database) {
        Accounts accounts = accounts(database);

        assertThat(List.of("", "  ", "a b", "a\u0000b", "a\u200Bb", "a".repeat(255)))
                .allSatisfy(name ->
                        assertThat(accounts.create(TENANT, NewAccount.named(name)))
                                .isInstanceOf(Accounts.Creation.Malformed.class));
        assertThat(accounts.create(TENANT, NewAccount.named("a").withEmail("a.example", true)))
                .isInstanceOf(Accounts.Creation.Malformed.class);
        assertThat(accounts.create(TENANT, NewAccount.named("a").withClaims(Map.of("admin", true))))
                .isInstanceOf(Accounts.Creation.Malformed.class);
    }

    @EachDatabase
    @DisplayName("accounts are listed by name, page by page")
    void pages(Database database) {
        Accounts accounts = accounts(database);
        for (String name : List.of("carol", "alice", "bob")) {
            created(accounts, TENANT, NewAccount.named(name));
        }

        assertThat(accounts.list(TENANT, "", 2))
                .extracting(Account::name)
                .containsExactly("alice", "bob");
        assertThat(accounts.list(TENANT, "bob", 2))
                .extracting(Account::name)
                .containsExactly("carol");
    }
}
