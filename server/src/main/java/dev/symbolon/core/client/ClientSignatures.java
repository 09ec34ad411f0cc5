package dev.symbolon.core.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.base.http.ClientCertificate;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.HmacAlgorithm;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.base.jose.JwsVerifier.Reason;
import dev.symbolon.base.jose.JwsVerifier.Verdict;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.keys.RemoteKeys;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what clients sign with the keys that they registered, or publish where they registered it:
 * assertions, request objects.
 */
public final class ClientSignatures {

    private final Crypto crypto;
    private final RemoteKeys remote;

    /** By identity: a client that changed is another object, and its old keys go with the old. */
    private final Cache<Client, Keys> sets = Caffeine.newBuilder().weakKeys().build();

    /** Reading it takes time, so it is kept. */
    private record Keys(JwkSet set, JwsVerifier verifier) {}

    public ClientSignatures(Crypto crypto, RemoteKeys remote) {
        this.crypto = crypto;
        this.remote = remote;
    }

    /**
     * Whether one of the client's keys signed this.
     *
     * @param only the algorithm that the client registered for it; absent: any that the server
     *     knows and a key of the client fits
     */
    public Verdict verify(Client client, CompactJws jws, @Nullable SignatureAlgorithm only) {
        if (jws.algorithm().filter(allowed(client, only)::contains).isEmpty()) {
            return new Verdict.Invalid(Reason.ALGORITHM);
        }
        @Nullable URI published = client.metadata().jwksUri();
        return published == null
                ? sets.get(client, this::keysOf).verifier().verify(jws)
                : remote.verify(published, jws);
    }

    private static Set<SignatureAlgorithm> allowed(
            Client client, @Nullable SignatureAlgorithm only) {
        return only == null ? client.profile().algorithms() : Set.of(only);
    }

    private Keys keysOf(Client client) {
        JwkSet set = client.metadata().jwks().publicKeys(crypto);
        return new Keys(set, new JwsVerifier(set));
    }

    /** Whether the client registered this certificate (RFC 8705 §2.2). */
    public boolean haveCertificate(Client client, ClientCertificate certificate) {
        @Nullable URI published = client.metadata().jwksUri();
        String thumbprint = certificate.thumbprint();
        return published == null
                ? sets.get(client, this::keysOf).set().hasCertificate(thumbprint)
                : remote.haveCertificate(published, thumbprint);
    }

    /** For those who may read the trace: what would have been accepted. */
    public String expected(Client client, Reason reason, @Nullable SignatureAlgorithm only) {
        return switch (reason) {
            case ALGORITHM -> "alg, one of " + allowed(client, only);
            case KEY -> "one key that fits, of " + keys(client.metadata());
            case SIGNATURE -> "a signature by the client's key";
            case MALFORMED -> "a signed JWT";
        };
    }

    private String keys(ClientMetadata metadata) {
        return metadata.jwksUri() == null
                ? metadata.jwks().publicKeys(crypto).described()
                : remote.described(metadata.jwksUri());
    }

    /** For them too: what came, and why no key matched. */
    public static String received(CompactJws jws, Reason reason) {
        String alg =
                jws.algorithm()
                        .map(SignatureAlgorithm::wire)
                        .or(() -> HmacAlgorithm.of(jws.namedAlgorithm()).map(HmacAlgorithm::wire))
                        .orElse("unknown");
        return "alg %s, kid %s: %s".formatted(alg, jws.kid().orElse("absent"), reason);
    }
}
