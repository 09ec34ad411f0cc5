package dev.symbolon.core.client;

import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.HmacAlgorithm;
import dev.symbolon.base.jose.JwsVerifier.Reason;
import dev.symbolon.base.jose.JwsVerifier.Verdict;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of clients that sign with them ({@code client_secret_jwt}): sealed with the master
 * key, as a hash cannot check a signature. docs/decisions/0038-client-secret-jwt.md.
 */
public final class SealedSecrets {

    private static final String PURPOSE = "client.sealed_secret";

    private final Sealer sealer;

    public SealedSecrets(Sealer sealer) {
        this.sealer = sealer;
    }

    /** As long as HS512 wants it (RFC 7518 §3.2) and longer, with 384 random bits. */
    static Secret random() {
        return new Secret(
                OpaqueValue.random(OpaqueValue.Kind.CLIENT_SECRET).value()
                        + "."
                        + OpaqueValue.randomId());
    }

    String seal(String tenant, String clientId, Secret secret) {
        return sealer.seal(
                place(tenant, clientId), secret.value().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether a secret of the client that is valid now signed this.
     *
     * @param only the algorithm that the client registered; absent: any that the secret is long
     *     enough for
     */
    public Verdict verify(
            Client client, CompactJws jws, @Nullable HmacAlgorithm only, Instant now) {
        Optional<HmacAlgorithm> algorithm =
                HmacAlgorithm.of(jws.namedAlgorithm()).filter(allowed(only)::contains);
        if (algorithm.isEmpty()) {
            return new Verdict.Invalid(Reason.ALGORITHM);
        }
        Verdict verdict = new Verdict.Invalid(Reason.KEY);
        for (String sealed : client.secrets().sealed(now)) {
            verdict = algorithm.get().verify(jws, open(client, sealed));
            if (verdict instanceof Verdict.Valid) {
                return verdict;
            }
        }
        return verdict;
    }

    /** For those who may read the trace: what would have been accepted. */
    public String expected(Reason reason, @Nullable HmacAlgorithm only) {
        return switch (reason) {
            case ALGORITHM -> "alg, one of " + allowed(only);
            case KEY -> "a secret as long as the algorithm's hash";
            case SIGNATURE -> "a signature by the client's secret";
            case MALFORMED -> "a signed JWT";
        };
    }

    private static List<HmacAlgorithm> allowed(@Nullable HmacAlgorithm only) {
        return only == null ? Arrays.asList(HmacAlgorithm.values()) : List.of(only);
    }

    private Secret open(Client client, String sealed) {
        byte[] secret = sealer.open(place(client.tenant(), client.clientId()), sealed);
        return new Secret(new String(secret, StandardCharsets.UTF_8));
    }

    private static Sealer.Place place(String tenant, String clientId) {
        return new Sealer.Place(tenant, PURPOSE, clientId);
    }
}
