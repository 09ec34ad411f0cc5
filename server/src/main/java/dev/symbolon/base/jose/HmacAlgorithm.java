package dev.symbolon.base.jose;

import dev.symbolon.base.jose.JwsVerifier.Reason;
import dev.symbolon.base.jose.JwsVerifier.Verdict;
import dev.symbolon.base.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is signed with a secret that both sides know (RFC 7518 §3.2). It stands apart from {@link
 * SignatureAlgorithm}, and takes a {@link Secret} and no key: no public key can ever be taken for a
 * shared secret (RFC 8725 §2.1).
 */
public enum HmacAlgorithm {
    HS256("HmacSHA256", 32),
    HS384("HmacSHA384", 48),
    HS512("HmacSHA512", 64);

    private final String macName;
    private final int fewestBytes;

    HmacAlgorithm(String macName, int fewestBytes) {
        this.macName = macName;
        this.fewestBytes = fewestBytes;
    }

    public String wire() {
        return name();
    }

    /** Compared exactly; nothing for anything else. */
    public static Optional<HmacAlgorithm> of(String wire) {
        return Arrays.stream(values()).filter(one -> one.wire().equals(wire)).findFirst();
    }

    /** All of them as metadata lists them (RFC 8414 §2). */
    public static List<String> names() {
        return Arrays.stream(values()).map(HmacAlgorithm::wire).toList();
    }

    /** RFC 7518 §3.2: the secret is as long as the hash at least; Core §10.1: its UTF-8. */
    public boolean fits(Secret secret) {
        return bytes(secret).length >= fewestBytes;
    }

    /** Whether this secret signed it, with this algorithm and no other. */
    public Verdict verify(CompactJws jws, Secret secret) {
        if (!jws.namedAlgorithm().equals(wire())) {
            return new Verdict.Invalid(Reason.ALGORITHM);
        }
        if (!fits(secret)) {
            return new Verdict.Invalid(Reason.KEY);
        }
        if (!MessageDigest.isEqual(mac(secret, jws.signingInput()), jws.signature())) {
            return new Verdict.Invalid(Reason.SIGNATURE);
        }
        return jws.verified()
                .<Verdict>map(Verdict.Valid::new)
                .orElse(new Verdict.Invalid(Reason.MALFORMED));
    }

    private byte[] mac(Secret secret, byte[] input) {
        try {
            Mac mac = Mac.getInstance(macName);
            mac.init(new SecretKeySpec(bytes(secret), macName));
            return mac.doFinal(input);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(Secret secret) {
        return secret.value().getBytes(StandardCharsets.UTF_8);
    }
}
