package dev.symbolon.core.keys;

import dev.symbolon.base.jose.KeyAlgorithm;
import dev.symbolon.base.jose.NewKey;
import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.secret.Sealer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Makes keys, sealed from the first moment. */
record KeyMaker(Sealer sealer) {

    /** What is to be made. */
    record Order(String tenant, KeyAlgorithm algorithm, long generation, Instant signsFrom) {}

    StoredKey make(Order order, Instant now) {
        NewKey key = order.algorithm().newKey();
        String kid = PublicJwk.thumbprint(key.publicKey());
        try {
            return new StoredKey(
                    order.tenant(),
                    kid,
                    order.algorithm(),
                    order.generation(),
                    Base64.getEncoder().encodeToString(key.publicKey().getEncoded()),
                    sealer.seal(StoredKey.place(order.tenant(), kid), key.secret()),
                    now,
                    order.signsFrom());
        } finally {
            Arrays.fill(key.secret(), (byte) 0);
        }
    }
}
