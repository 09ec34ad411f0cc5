package dev.symbolon.core.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.Recipient;
import dev.symbolon.core.keys.RemoteKeys;
import dev.symbolon.core.oauth.Trace;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what only the client is to read (Core §10.2), with a key that it registered, or
 * publishes where it registered it. What is signed is signed first: the signature is for the
 * client, too (RFC 7519 §11.2).
 */
public final class ClientEncryption {

    private final Crypto crypto;
    private final RemoteKeys remote;

    /** By identity, as {@link ClientSignatures} does. */
    private final Cache<Client, JwkSet> registered = Caffeine.newBuilder().weakKeys().build();

    public ClientEncryption(Crypto crypto, RemoteKeys remote) {
        this.crypto = crypto;
        this.remote = remote;
    }

    /**
     * Before anything is used up that only the answer brings back.
     *
     * @param how absent where nothing is to be encrypted
     * @throws dev.symbolon.core.oauth.Refusal where the client has no key for it
     */
    public void requireKey(Trace trace, Client client, @Nullable Encryption how) {
        if (how != null) {
            recipient(trace, client, how);
        }
    }

    /**
     * A signed JWT as the client gets it.
     *
     * @param how absent where it is not to be encrypted
     * @throws dev.symbolon.core.oauth.Refusal where the client has no key for it
     */
    public String jwt(Trace trace, Client client, @Nullable Encryption how, String signed) {
        return how == null ? signed : recipient(trace, client, how).encryptJwt(how.enc(), signed);
    }

    /**
     * Claims that are encrypted without having been signed.
     *
     * @throws dev.symbolon.core.oauth.Refusal where the client has no key for it
     */
    public String claims(Trace trace, Client client, Encryption how, Map<String, Object> claims) {
        return recipient(trace, client, how).encryptClaims(how.enc(), claims);
    }

    private Recipient recipient(Trace trace, Client client, Encryption how) {
        return trace.require(EncryptionRule.CLIENT_KEY, recipient(client, how.alg()));
    }

    private Optional<Recipient> recipient(Client client, EncryptionAlgorithm algorithm) {
        @Nullable URI published = client.metadata().jwksUri();
        return published == null
                ? registered.get(client, this::keys).recipient(algorithm)
                : remote.recipient(published, algorithm);
    }

    private JwkSet keys(Client client) {
        return client.metadata().jwks().publicKeys(crypto);
    }
}
