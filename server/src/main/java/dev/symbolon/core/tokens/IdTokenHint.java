package dev.symbolon.core.tokens;

import dev.symbolon.base.jose.CompactJwe;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.tenant.Tenant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ID token that an app hands back to say whom it means (Core §3.1.2.1, RP-Initiated Logout §2).
 * It may have expired; that it was ours is what counts.
 *
 * @param subject whom it was about
 * @param clientId the app it was issued to
 * @param sid the session it was issued in; absent in old ones
 */
public record IdTokenHint(String subject, String clientId, @Nullable String sid) {

    /**
     * Nothing where it is not an ID token that this issuer signed with a key that is still
     * published.
     */
    public static Optional<IdTokenHint> of(Tenant tenant, Keys keys, String jwt) {
        return idToken(tenant, keys, jwt).map(IdTokenHint::read);
    }

    /** The ID token itself, if it is one; it may have expired. */
    public static Optional<Jws> idToken(Tenant tenant, Keys keys, String jwt) {
        return signed(tenant, keys, jwt)
                .flatMap(signed -> keys.verify(tenant, signed))
                .filter(IdTokenHint::isIdToken);
    }

    /** Core §3.1.2.1: a client may have encrypted it again, for this server. */
    private static Optional<String> signed(Tenant tenant, Keys keys, String jwt) {
        return CompactJwe.isShape(jwt)
                ? CompactJwe.parse(jwt)
                        .filter(CompactJwe::mayHoldJwt)
                        .flatMap(jwe -> keys.decrypt(tenant, jwe))
                : Optional.of(jwt);
    }

    /** Signed userinfo looks alike but does not expire; access tokens have another type. */
    private static boolean isIdToken(Jws jws) {
        return jws.typ().filter("JWT"::equals).isPresent()
                && jws.time("exp").isPresent()
                && jws.text("sub").isPresent()
                && jws.audience().size() == 1;
    }

    private static IdTokenHint read(Jws jws) {
        List<String> audience = jws.audience();
        return new IdTokenHint(
                jws.text("sub").orElseThrow(), audience.getFirst(), jws.text("sid").orElse(null));
    }
}
