package dev.symbolon.base.jose;

import dev.symbolon.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A compact JWE taken apart (RFC 7516 §7.1), nothing of it opened yet. What cannot be one of those
 * that we open is no CompactJwe: longer than 24 KiB, other than five strict base64url parts, of
 * other algorithms, compressed ({@code zip}: what comes out may be of any size), with extensions
 * that must be understood ({@code crit}), or with a number of rounds ({@code p2c}: the sender would
 * choose how long we reckon).
 */
public final class CompactJwe {

    /** Characters; room for a signed JWT of 16 KiB. Longer ones are refused unread. */
    public static final int LONGEST = 24 * 1024;

    private static final Set<String> REFUSED = Set.of("zip", "crit", "p2c", "p2s", "b64");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final int PARTS = 5;
    private static final byte[] NOTHING = {};

    private final Map<String, Object> header;
    private final EncryptionAlgorithm algorithm;
    private final ContentEncryption encryption;
    private final byte[][] parts;
    private final byte[] associated;

    private CompactJwe(
            Map<String, Object> header,
            EncryptionAlgorithm algorithm,
            ContentEncryption encryption,
            byte[][] parts,
            byte[] associated) {
        this.header = header;
        this.algorithm = algorithm;
        this.encryption = encryption;
        this.parts = parts;
        this.associated = associated;
    }

    /** Whether a text has the five parts; a signed one has three. */
    public static boolean isShape(String compact) {
        return compact.chars().filter(c -> c == '.').limit(PARTS).count() == PARTS - 1;
    }

    public static Optional<CompactJwe> parse(String compact) {
        if (compact.length() > LONGEST || !isShape(compact)) {
            return Optional.empty();
        }
        String[] texts = DOT.split(compact, -1);
        byte[][] parts = new byte[PARTS][];
        for (int i = 0; i < PARTS; i++) {
            byte @Nullable [] part = Base64Url.decode(texts[i]).orElse(null);
            if (part == null) {
                return Optional.empty();
            }
            parts[i] = part;
        }
        return header(parts[0])
                .filter(header -> REFUSED.stream().noneMatch(header::containsKey))
                .flatMap(header ->
                        of(header, parts, texts[0].getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Optional<CompactJwe> of(
            Map<String, Object> header, byte[][] parts, byte[] associated) {
        Optional<EncryptionAlgorithm> alg = text(header, "alg").flatMap(EncryptionAlgorithm::of);
        Optional<ContentEncryption> enc = text(header, "enc").flatMap(ContentEncryption::of);
        boolean holds =
                alg.isPresent()
                        && enc.isPresent()
                        && parts[2].length == enc.get().ivBytes()
                        && parts[4].length == ContentEncryption.TAG_BYTES
                        // RFC 7516 §5.2, step 10: where the key is agreed upon, none is sent.
                        && (parts[1].length == 0) == (alg.get() == EncryptionAlgorithm.ECDH_ES);
        return holds
                ? Optional.of(new CompactJwe(header, alg.get(), enc.get(), parts, associated))
                : Optional.empty();
    }

    private static Optional<Map<String, Object>> header(byte[] json) {
        try {
            return Optional.of(Json.object(new String(json, StandardCharsets.UTF_8)));
        } catch (Json.Malformed malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Map<String, Object> header, String name) {
        return header.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public EncryptionAlgorithm algorithm() {
        return algorithm;
    }

    public ContentEncryption encryption() {
        return encryption;
    }

    /** For developers: how it says that it is encrypted. */
    public String described() {
        return "alg %s, enc %s, kid %s"
                .formatted(algorithm.wire(), encryption.wire(), kid().orElse("absent"));
    }

    public Optional<String> kid() {
        return text(header, "kid");
    }

    /**
     * Whether a signed JWT can be in it: its {@code cty} is JWT (RFC 7519 §5.2), or absent, as some
     * leave it out.
     */
    public boolean mayHoldJwt() {
        return !header.containsKey("cty")
                || text(header, "cty").filter("JWT"::equalsIgnoreCase).isPresent();
    }

    /** RFC 7518 §4.6.1.1; empty where there is none. */
    Map<?, ?> epk() {
        return header.get("epk") instanceof Map<?, ?> epk ? epk : Map.of();
    }

    /** {@code apu} or {@code apv}, decoded; empty where it is absent, or none. */
    byte[] party(String name) {
        return text(header, name).flatMap(Base64Url::decode).orElse(NOTHING);
    }

    byte[] encryptedKey() {
        return parts[1];
    }

    byte[] iv() {
        return parts[2];
    }

    byte[] cipherText() {
        return parts[3];
    }

    byte[] tag() {
        return parts[4];
    }

    /** RFC 7516 §5.1, step 14: the header as it was sent. */
    byte[] associated() {
        return associated;
    }
}
