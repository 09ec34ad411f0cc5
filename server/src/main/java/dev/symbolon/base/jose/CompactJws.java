package dev.symbolon.base.jose;

import dev.symbolon.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compact JWS taken apart (RFC 7515 §7.1), nothing of it believed yet. What cannot be one of
 * those that we accept is no CompactJws: longer than 16 KiB, other than three strict base64url
 * parts, with a header that is no JSON object, with extensions that must be understood ({@code
 * crit}, §4.1.11) or an unencoded payload ({@code b64}, RFC 7797).
 */
public final class CompactJws {

    /** Characters; longer ones are refused unread. */
    public static final int LONGEST = 16 * 1024;

    private static final String MEDIA = "application/";

    private final Map<String, Object> header;

    /** Read once for all who ask; absent where the payload is no JSON object. */
    private final @Nullable Map<String, Object> claims;

    private final String signed;
    private final byte[] signature;

    private CompactJws(
            Map<String, Object> header,
            @Nullable Map<String, Object> claims,
            String signed,
            byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    public static Optional<CompactJws> parse(String compact) {
        if (compact.length() > LONGEST) {
            return Optional.empty();
        }
        int firstDot = compact.indexOf('.');
        int secondDot = compact.indexOf('.', firstDot + 1);
        if (firstDot <= 0
                || secondDot <= firstDot + 1
                || secondDot == compact.length() - 1
                || compact.indexOf('.', secondDot + 1) >= 0) {
            return Optional.empty();
        }
        @Nullable Map<String, Object> header = object(compact.substring(0, firstDot));
        byte @Nullable [] signature =
                Base64Url.decode(compact.substring(secondDot + 1)).orElse(null);
        if (header == null
                || signature == null
                || header.containsKey("crit")
                || header.containsKey("b64")) {
            return Optional.empty();
        }
        return Optional.of(
                new CompactJws(
                        header,
                        object(compact.substring(firstDot + 1, secondDot)),
                        compact.substring(0, secondDot),
                        signature));
    }

    /**
     * Whether it is an unsecured JWT (RFC 7519 §6): one that says that nobody signed it. It is no
     * CompactJws.
     */
    public static boolean isUnsecured(String compact) {
        int firstDot = compact.indexOf('.');
        boolean ends = compact.indexOf('.', firstDot + 1) == compact.length() - 1;
        if (compact.length() > LONGEST || firstDot <= 0 || !ends) {
            return false;
        }
        @Nullable Map<String, Object> header = object(compact.substring(0, firstDot));
        return header != null && "none".equals(header.get("alg"));
    }

    /** Nothing where the header names none, or one that we neither make nor accept. */
    public Optional<SignatureAlgorithm> algorithm() {
        return header.get("alg") instanceof String alg
                ? SignatureAlgorithm.of(alg)
                : Optional.empty();
    }

    /** As the header has it, whether we know it or not. */
    public String namedAlgorithm() {
        return String.valueOf(header.get("alg"));
    }

    public Optional<String> kid() {
        return header.get("kid") instanceof String kid ? Optional.of(kid) : Optional.empty();
    }

    /**
     * The type that it gives itself (RFC 7515 §4.1.9), in small letters and without {@code
     * application/}; nothing where it gives none.
     */
    public Optional<String> typ() {
        return typ(header);
    }

    static Optional<String> typ(Map<String, Object> header) {
        if (!(header.get("typ") instanceof String typ)) {
            return Optional.empty();
        }
        String small = typ.toLowerCase(Locale.ROOT);
        return Optional.of(small.startsWith(MEDIA) ? small.substring(MEDIA.length()) : small);
    }

    /** The key that it brings itself (RFC 7515 §4.1.3), as it stands there. */
    public Optional<Map<?, ?>> jwk() {
        return header.get("jwk") instanceof Map<?, ?> jwk ? Optional.of(jwk) : Optional.empty();
    }

    /** What somebody claims; only good for finding the key that can prove it. */
    public Optional<Map<String, Object>> unverifiedClaims() {
        return Optional.ofNullable(claims);
    }

    /** Nothing where the claims are no JSON object. Call it once the signature has been checked. */
    Optional<Jws> verified() {
        return unverifiedClaims().map(said -> new Jws(header, said));
    }

    /** RFC 7515 §5.2, step 8: header, dot and payload as they were sent. */
    byte[] signingInput() {
        return signed.getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] signature() {
        return signature;
    }

    private static @Nullable Map<String, Object> object(String part) {
        byte @Nullable [] json = Base64Url.decode(part).orElse(null);
        if (json == null) {
            return null;
        }
        try {
            return Collections.unmodifiableMap(
                    Json.object(new String(json, StandardCharsets.UTF_8)));
        } catch (Json.Malformed malformed) {
            return null;
        }
    }
}
