package dev.symbolon.identity.account;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's account.
 *
 * @param id the subject identifier, {@code sub}: random, never given again (Core §2)
 * @param name what the person signs in with, as they write it
 * @param email absent where none is known; one can sign in with it too, but where a stranger made
 *     the account and has not confirmed it
 * @param emailVerified whether it was shown that the person reads it
 * @param admin whether the person may administer the tenant
 * @param disabled whether nobody may sign in to it
 * @param claims standard claims beyond these (Core §5.1): {@code name}, {@code address}, …
 */
public record Account(
        String tenant,
        String id,
        String name,
        @Nullable String email,
        boolean emailVerified,
        boolean admin,
        boolean disabled,
        Map<String, Object> claims,
        Instant createdAt,
        Instant updatedAt) {

    public Account {
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }

    /** Whether it was shown that the person reads what is sent there. */
    public boolean verified(String address) {
        return emailVerified && email != null && Login.of(email).equals(Login.of(address));
    }

    /** What pages call the person: the claim {@code name}, else the name to sign in with. */
    public String displayName() {
        return claims.get("name") instanceof String full && !full.isBlank() ? full : name;
    }

    /** Where the display name leaves doubt who it is: the email, else the name to sign in with. */
    public String hint() {
        return email == null ? name : email;
    }
}
