package dev.symbolon.identity.invitation;

import static dev.symbolon.core.tenant.TestBrowser.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.DatabaseException;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.invitation.Invitations.Acceptance;
import dev.symbolon.identity.signin.Password;
import dev.symbolon.identity.signin.PasswordFactor;
import dev.symbolon.identity.signin.PasswordHasher;
import dev.symbolon.identity.signin.PasswordSettings;
import dev.symbolon.identity.signin.Throttle;
import dev.symbolon.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("An invitation, its account and its password")
class InvitationsTest {

    private final MovableClock clock = new MovableClock();
    private final PasswordHasher hasher =
            new PasswordHasher(new PasswordSettings(64, 1, 1, 8, Duration.ofSeconds(30)));

    @AfterEach
    void close() {
        hasher.close();
    }

    private Accounts accounts(Database database) {
        return new Accounts(database, clock, List.of());
    }

    private Invitations invitations(Database database) {
        Accounts accounts = accounts(database);
        Throttle throttle = new Throttle(database, clock);
        return new Invitations(
                database,
                accounts,
                new PasswordFactor(database, accounts, hasher, throttle, clock),
                clock);
    }

    private Acceptance accept(Database database, String code) {
        return invitations(database)
                .accept(new Trace(), TENANT, code, "root", "", Password.typed("correct horse"));
    }

    private String invited(Database database) {
        return invitations(database).create(TENANT, true).replaceFirst(".*code=", "");
    }

    private void assertNothingHappened(Database database, String code) {
        assertThat(accounts(database).list(TENANT, "", 1)).isEmpty();
        assertThat(invitations(database).isOpen(TENANT, code)).isTrue();
    }

    @EachDatabase
    @DisplayName("become one in one step: what breaks before its end has left nothing behind")
    void atOnce(Database database) {
        String code = invited(database);
        database.run("ALTER TABLE password RENAME TO hidden");
        assertThatThrownBy(() -> accept(database, code)).isInstanceOf(DatabaseException.class);
        database.run("ALTER TABLE hidden RENAME TO password");
        assertNothingHappened(database, code);

        assertThat(accept(database, code))
                .isInstanceOfSatisfying(
                        Acceptance.Accepted.class,
                        accepted -> assertThat(accepted.account().admin()).isTrue());
        assertThat(accept(database, code)).isEqualTo(new Acceptance.Closed());
    }

    @EachDatabase
    @DisplayName("wait for a processor to hash the password, with nothing done before")
    void busy(Database database) {
        String code = invited(database);
        hasher.close();
        assertThatThrownBy(() -> accept(database, code)).isInstanceOf(Refusal.class);
        assertNothingHappened(database, code);
    }

    @EachDatabase
    @DisplayName("stay apart where the name is another's: the invitation is open for another name")
    void taken(Database database) {
        String code = invited(database);
        accounts(database).create(TENANT, NewAccount.named("ROOT"));
        assertThat(accept(database, code)).isEqualTo(new Acceptance.Taken());
        assertThat(invitations(database).isOpen(TENANT, code)).isTrue();
        clock.advance(Invitations.LIFE);
        assertThat(accept(database, code)).isEqualTo(new Acceptance.Closed());
    }
}
