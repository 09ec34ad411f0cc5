package dev.symbolon.core.keys;

import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.secret.Sealer;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Makes keys, sealed from the first moment. */
record KeyMaker(Sealer sealer) {

    /** What is to be made. */
    record Order(String tenant, SignatureAlgorithm algorithm, long generation, Instant signsFrom) {}

    StoredKey make(Order order, Instant now) {
        KeyPair pair = order.algorithm().newKeyPair();
        String kid = PublicJwk.thumbprint(pair.getPublic());
        byte[] privateKey = pair.getPrivate().getEncoded();
        try {
            return new StoredKey(
                    order.tenant(),
                    kid,
                    order.algorithm(),
                    order.generation(),
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                    sealer.seal(StoredKey.place(order.tenant(), kid), privateKey),
                    now,
                    order.signsFrom());
        } finally {
            Arrays.fill(privateKey, (byte) 0);
        }
    }
}
