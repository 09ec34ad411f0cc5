package dev.symbolon.identity.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account is made from; see {@link Account}.
 *
 * @param claims standard claims of Core §5.1 but those that the account itself has
 * @param selfMade whether a stranger makes it for themselves: nobody knows whose the email is, so
 *     nobody signs in with it, and the name must not look like one (docs/decisions/0054)
 */
public record NewAccount(
        String name,
        @Nullable String email,
        boolean emailVerified,
        boolean admin,
        Map<String, Object> claims,
        boolean selfMade) {

    public NewAccount {
        claims = new LinkedHashMap<>(claims);
    }

    /** One that somebody vouches for: an administrator, or an invitation. */
    public NewAccount(
            String name,
            @Nullable String email,
            boolean emailVerified,
            boolean admin,
            Map<String, Object> claims) {
        this(name, email, emailVerified, admin, claims, false);
    }

    /** One that a stranger makes for themselves. */
    public static NewAccount selfMade(
            String name, @Nullable String email, Map<String, Object> claims) {
        return new NewAccount(name, email, false, false, claims, true);
    }

    public static NewAccount named(String name) {
        return new NewAccount(name, null, false, false, Map.of());
    }

    public NewAccount withEmail(String address, boolean verified) {
        return new NewAccount(name, address, verified, admin, claims, selfMade);
    }

    public NewAccount withClaims(Map<String, Object> standardClaims) {
        return new NewAccount(name, email, emailVerified, admin, standardClaims, selfMade);
    }

    public NewAccount asAdmin() {
        return new NewAccount(name, email, emailVerified, true, claims, selfMade);
    }

    /** What is wrong with it, each beginning with the field; empty where nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!Login.of(name).isUsable()) {
            problems.add("name: must be 1 to 254 characters, without spaces or invisible ones");
        }
        if (selfMade && Login.of(name).hasAt()) {
            problems.add("name: must not have an @, as addresses of mail do");
        }
        if (email != null && !Login.of(email).isEmail()) {
            problems.add("email: must be an address of mail");
        }
        if (email == null && emailVerified) {
            problems.add("email: must be there where it is verified");
        }
        problems.addAll(StandardClaims.problems(claims));
        return problems;
    }
}
