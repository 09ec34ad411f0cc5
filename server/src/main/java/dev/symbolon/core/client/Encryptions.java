package dev.symbolon.core.client;

import dev.symbolon.base.jose.EncryptionAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants so that nobody else can read it; each absent where it does not.
 *
 * @param idToken Registration §2, as userinfo
 * @param introspection RFC 9701 §6
 * @param authorization JARM §3
 * @param requestObject what its request objects may be encrypted with, Registration §2; they may be
 *     encrypted otherwise, or not at all
 */
public record Encryptions(
        @Nullable Encryption idToken,
        @Nullable Encryption userinfo,
        @Nullable Encryption introspection,
        @Nullable Encryption authorization,
        @Nullable Encryption requestObject) {

    private static final String ID_TOKEN = "id_token_encrypted_response";
    private static final String USERINFO = "userinfo_encrypted_response";
    private static final String INTROSPECTION = "introspection_encrypted_response";
    private static final String AUTHORIZATION = "authorization_encrypted_response";
    private static final String REQUEST_OBJECT = "request_object_encryption";

    static Encryptions read(MetadataReader reader) {
        return new Encryptions(
                Encryption.read(reader, ID_TOKEN),
                Encryption.read(reader, USERINFO),
                Encryption.read(reader, INTROSPECTION),
                Encryption.read(reader, AUTHORIZATION),
                Encryption.read(reader, REQUEST_OBJECT));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        write(idToken, ID_TOKEN, map);
        write(userinfo, USERINFO, map);
        write(introspection, INTROSPECTION, map);
        write(authorization, AUTHORIZATION, map);
        write(requestObject, REQUEST_OBJECT, map);
        return map;
    }

    private static void write(
            @Nullable Encryption encryption, String name, Map<String, Object> map) {
        if (encryption != null) {
            encryption.write(name, map);
        }
    }

    /** What the client has to have keys for. */
    Set<EncryptionAlgorithm> toTheClient() {
        return Stream.of(idToken, userinfo, introspection, authorization)
                .filter(Objects::nonNull)
                .map(Encryption::alg)
                .collect(Collectors.toSet());
    }
}
