package dev.symbolon.core.client;

import dev.symbolon.base.jose.ContentEncryption;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How something is encrypted for a client: JWE's {@code alg} and {@code enc} (RFC 7516 §4.1). */
public record Encryption(EncryptionAlgorithm alg, ContentEncryption enc) {

    /**
     * The two members of metadata that begin so; nothing where there is no {@code _alg}, and then
     * there may be no {@code _enc} (Registration §2).
     */
    static @Nullable Encryption read(MetadataReader reader, String name) {
        EncryptionAlgorithm alg =
                reader.oneOf(
                        name + "_alg",
                        EncryptionAlgorithm.values(),
                        EncryptionAlgorithm::wire,
                        MetadataRule.ENCRYPTION);
        ContentEncryption enc =
                reader.oneOf(
                        name + "_enc",
                        ContentEncryption.values(),
                        ContentEncryption::wire,
                        MetadataRule.ENCRYPTION);
        reader.require(
                MetadataRule.ENCRYPTION_ALG,
                enc == null || reader.has(name + "_alg"),
                name + "_enc");
        return alg == null
                ? null
                : new Encryption(alg, enc == null ? ContentEncryption.A128CBC_HS256 : enc);
    }

    void write(String name, Map<String, Object> map) {
        map.put(name + "_alg", alg.wire());
        map.put(name + "_enc", enc.wire());
    }
}
