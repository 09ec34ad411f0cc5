package dev.symbolon.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.DatabaseException;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.base.sql.TestStorage;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A tenant is an issuer (Discovery §3, RFC 8414 §2)")
class TenantsTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    private static final URI ISSUER = URI.create("https://login.example.com");

    @EachDatabase
    @DisplayName("the first is there once it was established, with the newest issuer")
    void first(Database database) {
        Tenants tenants = new Tenants(database, CLOCK);
        assertThatThrownBy(tenants::first).isInstanceOf(IllegalStateException.class);

        tenants.establishFirst(URI.create("http://localhost:8080"));
        tenants.establishFirst(ISSUER);

        assertThat(tenants.first()).isEqualTo(new Tenant(Tenant.FIRST, ISSUER));
        assertThat(tenants.list()).containsExactly(tenants.first());
    }

    @EachDatabase
    @DisplayName("others have a path below /t, or a host of their own")
    void others(Database database) {
        Tenants tenants = new Tenants(database, CLOCK);
        tenants.establishFirst(ISSUER);
        assertThat(tenants.byPath("/t/acme")).isEmpty();
        assertThat(tenants.byHost("id.acme.example")).isEmpty();

        Tenant byPath = tenants.create("acme", URI.create("https://login.example.com/t/acme"));
        Tenant byHost = tenants.create("acme-2", URI.create("https://id.acme.example"));

        assertThat(tenants.byPath("/t/acme")).hasValue(byPath);
        assertThat(tenants.byHost("ID.acme.example")).hasValue(byHost);
        assertThat(tenants.byId("acme")).hasValue(byPath);
        assertThat(tenants.byHost("login.example.com")).isEmpty();
        assertThat(tenants.byPath("/t/acme/")).isEmpty();
        assertThat(tenants.byPath("")).isEmpty();
    }

    @EachDatabase
    @DisplayName("two cannot share an id, a path or a host")
    void conflicts(Database database) {
        Tenants tenants = new Tenants(database, CLOCK);
        tenants.create("a", URI.create("https://login.example.com/t/a"));
        tenants.create("b", URI.create("https://b.example.com"));

        assertConflict(() -> tenants.create("a", URI.create("https://login.example.com/t/x")));
        assertConflict(() -> tenants.create("x", URI.create("https://other.example.com/t/a")));
        assertConflict(() -> tenants.create("x", URI.create("https://B.example.com")));
    }

    @EachDatabase
    @DisplayName("an id or an issuer of another form is refused")
    void forms(Database database) {
        Tenants tenants = new Tenants(database, CLOCK);

        assertThatThrownBy(() -> tenants.create("A b", ISSUER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tenants.create(Tenant.FIRST, ISSUER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tenants.create("a", URI.create("https://example.com/x/y")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @EachDatabase
    @DisplayName("another node knows a new tenant soon, though it has looked before")
    void otherNode(TestStorage storage) throws InterruptedException {
        Tenants here = new Tenants(storage.open(), CLOCK);
        Tenants there = new Tenants(storage.open(), CLOCK);
        assertThat(there.byPath("/t/acme")).isEmpty();

        here.create("acme", URI.create("https://login.example.com/t/acme"));

        for (int i = 0; i < 100 && there.byPath("/t/acme").isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertThat(there.byPath("/t/acme")).isPresent();
    }

    private static void assertConflict(Runnable change) {
        assertThatThrownBy(change::run)
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        conflict -> assertThat(conflict.isConflict()).isTrue());
    }
}
