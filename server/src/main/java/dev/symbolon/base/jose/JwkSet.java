package dev.symbolon.base.jose;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.X509CertUtils;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public keys that somebody else published (RFC 7517 §5), read by Nimbus. Keys of a type or
 * size that we do not accept are left out, as §5 says.
 */
public final class JwkSet {

    /** Far more than anybody rotates through; each costs time. */
    private static final int MOST_KEYS = 64;

    private static final Set<String> KNOWN_TYPES = Set.of("RSA", "EC", "OKP", "AKP");

    /**
     * One of them.
     *
     * @param use what it is only for (RFC 7517 §4.2); absent where it says nothing
     * @param alg the one algorithm that it is used with (RFC 7517 §4.4); absent where it names none
     */
    private record Jwk(
            @Nullable String kid,
            String kty,
            @Nullable String use,
            @Nullable String alg,
            PublicKey key) {

        boolean isFor(KeyAlgorithm algorithm) {
            return (use == null || use.equals(algorithm.use()))
                    && (alg == null || alg.equals(algorithm.wire()))
                    && algorithm.fits(key);
        }
    }

    /** The same, with all that can be done with it made ready. */
    private record Entry(
            Jwk jwk,
            Map<SignatureAlgorithm, VerificationKey> byAlgorithm,
            Map<EncryptionAlgorithm, Recipient> recipients) {

        static Entry of(Jwk jwk, Crypto crypto) {
            Entry entry =
                    new Entry(
                            jwk,
                            new EnumMap<>(SignatureAlgorithm.class),
                            new EnumMap<>(EncryptionAlgorithm.class));
            for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
                if (jwk.isFor(algorithm)) {
                    entry.byAlgorithm.put(
                            algorithm, new VerificationKey(algorithm, jwk.key, crypto));
                }
            }
            for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
                if (jwk.isFor(algorithm)) {
                    entry.recipients.put(algorithm, new Recipient(jwk.kid, algorithm, jwk.key));
                }
            }
            return entry;
        }
    }

    private final List<Entry> entries;

    /** Thumbprints, x5t#S256 (RFC 7517 §4.9), of those that keys come with. */
    private final Set<String> certificates;

    private JwkSet(List<Entry> entries, Set<String> certificates) {
        this.entries = List.copyOf(entries);
        this.certificates = Set.copyOf(certificates);
    }

    /**
     * Reads a set.
     *
     * @param jwks the object with the member {@code keys}
     * @throws Unusable where it is none, a key is broken, or a private or secret key stands in it
     */
    public static JwkSet parse(Map<String, Object> jwks, Crypto crypto) {
        if (!(jwks.get("keys") instanceof List<?> list)) {
            throw new Unusable("a JWK Set has a list \"keys\"");
        }
        if (list.size() > MOST_KEYS) {
            throw new Unusable("more than " + MOST_KEYS + " keys");
        }
        List<Entry> entries = new ArrayList<>();
        Set<String> certificates = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            @Nullable Jwk jwk = jwk(list.get(i), "keys[" + i + "]");
            if (jwk != null) {
                entries.add(Entry.of(jwk, crypto));
            }
            if (list.get(i) instanceof Map<?, ?> key
                    && key.get("x5c") instanceof List<?> chain
                    && !chain.isEmpty()) {
                certificates.add(thumbprint(String.valueOf(chain.getFirst())));
            }
        }
        return new JwkSet(entries, certificates);
    }

    private static String thumbprint(String certificate) {
        @Nullable X509Certificate parsed = X509CertUtils.parse(new Base64(certificate).decode());
        if (parsed == null) {
            throw new Unusable("x5c holds no certificate");
        }
        return X509CertUtils.computeSHA256Thumbprint(parsed).toString();
    }

    public boolean hasCertificates() {
        return !certificates.isEmpty();
    }

    /**
     * Whether a key comes with this certificate as the first of its {@code x5c} (RFC 7517 §4.7).
     *
     * @param thumbprint {@code x5t#S256}
     */
    public boolean hasCertificate(String thumbprint) {
        return certificates.contains(thumbprint);
    }

    /** Whether no signature at all can be checked with them. */
    public boolean signNothing() {
        return entries.stream().allMatch(entry -> entry.byAlgorithm.isEmpty());
    }

    /** Whether any key can be used with the algorithm. */
    public boolean has(SignatureAlgorithm algorithm) {
        return entries.stream().anyMatch(entry -> entry.byAlgorithm.containsKey(algorithm));
    }

    /** For developers: which keys there are, as in {@code [2026-a (RSA)]}. */
    public String described() {
        return entries.stream()
                .map(entry -> entry.jwk.kid + " (" + entry.jwk.kty + ")")
                .toList()
                .toString();
    }

    /**
     * The key that a header means. Without a {@code kid} it is clear only where one key fits the
     * algorithm (Core §10.1).
     */
    Optional<VerificationKey> key(SignatureAlgorithm algorithm, @Nullable String kid) {
        @Nullable VerificationKey found = null;
        for (Entry entry : entries) {
            @Nullable VerificationKey fitting = entry.byAlgorithm.get(algorithm);
            if (fitting == null || (kid != null && !kid.equals(entry.jwk.kid))) {
                continue;
            }
            if (found != null) {
                return Optional.empty();
            }
            found = fitting;
        }
        return Optional.ofNullable(found);
    }

    /**
     * The key that their owner is sent encrypted texts with: one that is only for that, before one
     * that says nothing of its use (Core §10.2); of several the first.
     */
    public Optional<Recipient> recipient(EncryptionAlgorithm algorithm) {
        return entries.stream()
                .filter(entry -> entry.recipients.containsKey(algorithm))
                .min(Comparator.comparing(entry -> entry.jwk.use == null))
                .map(entry -> entry.recipients.get(algorithm));
    }

    /**
     * One key that somebody sent without a set around it; nothing where it is not for this
     * algorithm.
     *
     * @throws Unusable where it is broken, or a private or secret key
     */
    public static Optional<VerificationKey> key(
            Map<?, ?> jwk, SignatureAlgorithm algorithm, Crypto crypto) {
        @Nullable Jwk read = jwk(jwk, "jwk");
        return read != null && read.isFor(algorithm)
                ? Optional.of(new VerificationKey(algorithm, read.key, crypto))
                : Optional.empty();
    }

    private static @Nullable Jwk jwk(@Nullable Object value, String where) {
        if (!(value instanceof Map<?, ?> members)) {
            throw new Unusable(where + " is no object");
        }
        if (!PublicJwk.isPublic(members)) {
            throw new Unusable(where + " holds a secret: publish public keys only");
        }
        if (!(members.get("kty") instanceof String kty && KNOWN_TYPES.contains(kty))) {
            return null;
        }
        try {
            return kty.equals("AKP") ? algorithmKeyPair(members) : readByNimbus(kty, members);
        } catch (ParseException
                | JOSEException
                | GeneralSecurityException
                | RuntimeException broken) {
            // Members of odd types make the library throw more than it declares.
            throw new Unusable(where + " is no valid JWK");
        }
    }

    private static @Nullable Jwk readByNimbus(String kty, Map<?, ?> members)
            throws ParseException, JOSEException, GeneralSecurityException {
        Map<String, Object> named = new HashMap<>();
        members.forEach((name, member) -> named.put(String.valueOf(name), member));
        JWK jwk = JWK.parse(named);
        @Nullable PublicKey key = publicKey(jwk);
        @Nullable KeyUse use = jwk.getKeyUse();
        @Nullable Algorithm alg = jwk.getAlgorithm();
        return key == null
                ? null
                : new Jwk(
                        jwk.getKeyID(),
                        kty,
                        use == null ? null : use.identifier(),
                        alg == null ? null : alg.getName(),
                        key);
    }

    /** RFC 9964 §3, which the library does not know: the algorithm is part of the key. */
    private static @Nullable Jwk algorithmKeyPair(Map<?, ?> members)
            throws GeneralSecurityException {
        String alg = text(members, "alg");
        Optional<MlDsa> mlDsa = MlDsa.of(alg);
        if (mlDsa.isEmpty()) {
            return null;
        }
        byte[] pub = Base64Url.decode(text(members, "pub")).orElseThrow();
        return new Jwk(
                members.containsKey("kid") ? text(members, "kid") : null,
                "AKP",
                members.containsKey("use") ? text(members, "use") : null,
                alg,
                mlDsa.get().publicKey(pub));
    }

    private static String text(Map<?, ?> members, String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + " is no text");
    }

    private static @Nullable PublicKey publicKey(JWK jwk)
            throws JOSEException, GeneralSecurityException {
        return switch (jwk) {
            case RSAKey rsa -> rsa.toPublicKey();
            case ECKey ec when NamedCurve.of(ec.getCurve().getName()).isPresent() ->
                    ec.toPublicKey();
            case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) ->
                    PublicJwk.ed25519(pair.getX().decode());
            default -> null;
        };
    }

    /** The text is no set of public keys; the message says where, and never repeats a key. */
    public static final class Unusable extends RuntimeException {
        Unusable(String message) {
            super(message, null, false, false);
        }
    }
}
