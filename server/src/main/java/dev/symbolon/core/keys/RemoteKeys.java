package dev.symbolon.core.keys;

import dev.symbolon.base.fetch.Fetched;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.fetch.Published;
import dev.symbolon.base.fetch.Published.Copy;
import dev.symbolon.base.fetch.Unreachable;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.base.jose.JwsVerifier.Reason;
import dev.symbolon.base.jose.JwsVerifier.Verdict;
import dev.symbolon.base.jose.Recipient;
import dev.symbolon.base.json.Json;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keys that others publish as a JWK Set at an address ({@code jwks_uri}, RFC 7591 §2). Where none
 * of them fits, the set is read anew, at most once a minute (Core §10.1.1: a kid that is not known
 * says that keys were rotated).
 */
public final class RemoteKeys {

    private record Keys(JwkSet set, JwsVerifier verifier) {}

    private final Published<Keys> sets;
    private final Crypto crypto;

    public RemoteKeys(Fetcher fetcher, Crypto crypto, InstantSource clock) {
        this.crypto = crypto;
        this.sets =
                new Published<>(
                        fetcher,
                        "application/jwk-set+json, application/json",
                        this::read,
                        Published.PAUSE,
                        clock);
    }

    private Keys read(URI address, Fetched fetched) throws Unreachable {
        try {
            JwkSet set = JwkSet.parse(Json.object(fetched.text()), crypto);
            return new Keys(set, new JwsVerifier(set));
        } catch (Json.Malformed | JwkSet.Unusable broken) {
            throw new Unreachable("no set of public keys: " + broken.getMessage());
        }
    }

    /** Whoever publishes there, as somebody whose signatures can be checked. */
    public SignatureCheck at(URI address) {
        return jws -> verify(address, jws);
    }

    /** Whether one of the keys published there signed this; in 5 seconds at most. */
    public Verdict verify(URI address, CompactJws jws) {
        Copy<Keys> copy = sets.at(address);
        Verdict verdict = verdict(copy, jws);
        boolean rotated =
                verdict instanceof Verdict.Invalid(var reason)
                        && (reason == Reason.KEY || reason == Reason.SIGNATURE);
        return rotated ? verdict(sets.after(copy, address), jws) : verdict;
    }

    /**
     * Whom texts are encrypted to that only the owner may read (Core §10.2.1); nothing where no key
     * that is published there fits. In 5 seconds at most.
     */
    public Optional<Recipient> recipient(URI address, EncryptionAlgorithm algorithm) {
        Copy<Keys> copy = sets.at(address);
        return recipient(copy, algorithm).or(() -> recipient(sets.after(copy, address), algorithm));
    }

    private static Optional<Recipient> recipient(Copy<Keys> copy, EncryptionAlgorithm algorithm) {
        return copy.read().flatMap(keys -> keys.set().recipient(algorithm));
    }

    private static Verdict verdict(Copy<Keys> copy, CompactJws jws) {
        return copy.read()
                .map(keys -> keys.verifier().verify(jws))
                .orElse(new Verdict.Invalid(Reason.KEY));
    }

    /**
     * Whether a certificate is published there with a key; in 5 seconds at most.
     *
     * @param thumbprint {@code x5t#S256}
     */
    public boolean haveCertificate(URI address, String thumbprint) {
        Copy<Keys> copy = sets.at(address);
        return haveCertificate(copy, thumbprint)
                || haveCertificate(sets.after(copy, address), thumbprint);
    }

    private static boolean haveCertificate(Copy<Keys> copy, String thumbprint) {
        return copy.read().filter(keys -> keys.set().hasCertificate(thumbprint)).isPresent();
    }

    /** For developers: which keys stand there, when they were read, and what went wrong since. */
    public String described(URI address) {
        Copy<Keys> copy = sets.at(address);
        String known =
                copy.read()
                        .map(keys -> keys.set().described() + ", read " + copy.readAt())
                        .orElse("none that could be read");
        return "%s at %s%s"
                .formatted(
                        known,
                        address,
                        Optional.ofNullable(copy.problem()).map(why -> "; " + why).orElse(""));
    }
}
