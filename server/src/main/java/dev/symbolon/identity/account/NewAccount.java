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
 */
public record NewAccount(
        String name,
        @Nullable String email,
        boolean emailVerified,
        boolean admin,
        Map<String, Object> claims) {

    public NewAccount {
        claims = new LinkedHashMap<>(claims);
    }

    public static NewAccount named(String name) {
        return new NewAccount(name, null, false, false, Map.of());
    }

    public NewAccount withEmail(String address, boolean verified) {
        return new NewAccount(name, address, verified, admin, claims);
    }

    public NewAccount withClaims(Map<String, Object> standardClaims) {
        return new NewAccount(name, email, emailVerified, admin, standardClaims);
    }

    public NewAccount asAdmin() {
        return new NewAccount(name, email, emailVerified, true, claims);
    }

    /** What is wrong with it, each beginning with the field; empty where nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!Login.of(name).isUsable()) {
            problems.add("name: must be 1 to 254 characters, without spaces or invisible ones");
        }
        if (email != null && !Login.of(email).isEmail()) {
            problems.add("email: must be an address of mail");
        }
        problems.addAll(StandardClaims.problems(claims));
        return problems;
    }
}
