package dev.symbolon.core.client;

import dev.symbolon.base.jose.HmacAlgorithm;
import dev.symbolon.base.jose.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * {@code token_endpoint_auth_signing_alg} (Registration §2): the only algorithm that a client signs
 * its assertions with. At most one of the two is there; neither: any that fits.
 *
 * @param byKey of {@code private_key_jwt}
 * @param bySecret of {@code client_secret_jwt}
 */
public record AssertionAlgorithm(
        @Nullable SignatureAlgorithm byKey, @Nullable HmacAlgorithm bySecret) {

    static final String NAME = "token_endpoint_auth_signing_alg";

    static AssertionAlgorithm read(MetadataReader reader) {
        @Nullable String text = reader.text(NAME);
        @Nullable HmacAlgorithm bySecret =
                text == null ? null : HmacAlgorithm.of(text).orElse(null);
        return bySecret == null
                ? new AssertionAlgorithm(reader.algorithm(NAME), null)
                : new AssertionAlgorithm(null, bySecret);
    }

    /** Whether it is of that method; one that signs nothing may have any of a key's. */
    boolean fits(AuthenticationMethod method) {
        return method == AuthenticationMethod.CLIENT_SECRET_JWT ? byKey == null : bySecret == null;
    }

    @Nullable String wire() {
        if (bySecret != null) {
            return bySecret.wire();
        }
        return byKey == null ? null : byKey.wire();
    }
}
