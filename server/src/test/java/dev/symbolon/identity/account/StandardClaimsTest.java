package dev.symbolon.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.oauth.ClaimsRequest;
import dev.symbolon.core.oauth.ClaimsRequest.Wish;
import dev.symbolon.core.oauth.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Core §5.4 and §5.5: which claims a client is told")
class StandardClaimsTest {

    private static final Map<String, Object> ADDRESS =
            Map.of("locality", "Athens", "country", "GR");
    private static final Instant UPDATED = Instant.ofEpochSecond(1_790_000_000, 500_000_000);
    private static final Account ALICE =
            new Account(
                    "main",
                    "sub-1",
                    "alice",
                    "alice@example.org",
                    true,
                    false,
                    false,
                    Map.of(
                            "name", "Alice Doe",
                            "given_name", "Alice",
                            "name#el", "Αλίκη",
                            "address", ADDRESS,
                            "phone_number", "+30 210 0000000",
                            "phone_number_verified", false),
                    UPDATED,
                    UPDATED);

    @Test
    @DisplayName("no scope but openid tells nothing")
    void openidOnly() {
        assertThat(StandardClaims.of(ALICE, Scope.of("openid"), Map.of())).isEmpty();
    }

    @Test
    @DisplayName("each scope tells its claims and no others, those that the account has (§5.4)")
    void byScope() {
        assertThat(StandardClaims.of(ALICE, Scope.of("openid", "profile"), Map.of()))
                .containsOnly(
                        Map.entry("name", "Alice Doe"),
                        Map.entry("given_name", "Alice"),
                        Map.entry("preferred_username", "alice"),
                        Map.entry("updated_at", 1_790_000_000L));
        assertThat(StandardClaims.of(ALICE, Scope.of("email"), Map.of()))
                .containsOnly(
                        Map.entry("email", "alice@example.org"), Map.entry("email_verified", true));
        assertThat(StandardClaims.of(ALICE, Scope.of("address"), Map.of()))
                .containsOnly(Map.entry("address", ADDRESS));
        assertThat(StandardClaims.of(ALICE, Scope.of("phone"), Map.of()))
                .containsOnlyKeys("phone_number", "phone_number_verified");
    }

    @Test
    @DisplayName("claims asked for one by one are told, and only those (§5.5)")
    void byName() {
        Map<String, Wish> wishes =
                Map.of(
                        "email",
                        new Wish(true, List.of()),
                        "given_name",
                        Wish.VOLUNTARY,
                        "name#el",
                        Wish.VOLUNTARY,
                        "picture",
                        new Wish(true, List.of()),
                        "http://example.info/claims/groups",
                        Wish.VOLUNTARY);

        assertThat(StandardClaims.of(ALICE, Scope.NONE, wishes))
                .containsOnlyKeys("email", "given_name", "name#el");
    }

    @Test
    @DisplayName("a claim asked for with a value is told where it has it, else left out (§5.5.1)")
    void byValue() {
        assertThat(
                        StandardClaims.of(
                                ALICE,
                                Scope.NONE,
                                Map.of(
                                        "email",
                                        new Wish(true, List.of("bob@example.org")),
                                        "given_name",
                                        new Wish(false, List.of("Bob", "Alice")))))
                .containsOnlyKeys("given_name");
    }

    @Test
    @DisplayName("scopes and wishes add up; a wish takes nothing from a scope")
    void both() {
        assertThat(
                        StandardClaims.of(
                                ALICE,
                                Scope.of("email"),
                                Map.of(
                                        "email",
                                        new Wish(false, List.of("bob@example.org")),
                                        "phone_number",
                                        Wish.VOLUNTARY)))
                .containsOnlyKeys("email", "email_verified", "phone_number");
    }

    @Test
    @DisplayName("email_verified is not told without an email")
    void noEmail() {
        Account bob =
                new Account(
                        "main", "sub-2", "bob", null, false, false, false, Map.of(), UPDATED,
                        UPDATED);

        assertThat(StandardClaims.of(bob, Scope.of("email"), Map.of())).isEmpty();
    }

    @Test
    @DisplayName("what claims tell beyond a scope: the known ones, in any language, each once")
    void beyond() {
        Set<String> claims = Set.of("email", "name#el", "name", "nickname", "acr", "x");

        assertThat(StandardClaims.beyond(Scope.of("openid"), claims))
                .containsExactly("name", "nickname", "email");
        assertThat(StandardClaims.beyond(Scope.of("openid", "profile"), claims))
                .containsExactly("email");
        assertThat(StandardClaims.beyond(Scope.NONE, ClaimsRequest.NONE.names())).isEmpty();
    }

    @Test
    @DisplayName(
            "claims that the account answers itself, unknown ones and wrong types are not kept")
    void problems() {
        assertThat(
                        StandardClaims.problems(
                                Map.of(
                                        "sub", "x",
                                        "email", "x",
                                        "role", "admin",
                                        "phone_number_verified", "true",
                                        "address", "Athens",
                                        "birthdate", "0000-02-29")))
                .hasSize(5)
                .noneMatch(problem -> problem.contains("birthdate"));
    }

    @Test
    @DisplayName("discovery can name what is supported")
    void supported() {
        assertThat(StandardClaims.supported())
                .contains("sub", "name", "email_verified", "address", "phone_number")
                .doesNotHaveDuplicates();
    }
}
