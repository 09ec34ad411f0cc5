package dev.symbolon.base.http;

import dev.symbolon.base.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the server shows. Both files are read again when they change.
 *
 * @param certificate absent: no TLS
 * @param privateKey absent: no TLS
 */
public record TlsSettings(
        @Setting("PEM file with the server's certificate, then the chain above it.")
                @Nullable Path certificate,
        @Setting("PEM file with the certificate's private key (PKCS #8, not encrypted).")
                @Nullable Path privateKey) {

    public static TlsSettings defaults() {
        return new TlsSettings(null, null);
    }

    public boolean enabled() {
        return certificate != null && privateKey != null;
    }

    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (certificate == null && privateKey != null) {
            problems.add("certificate: must be set where private-key is");
        }
        if (privateKey == null && certificate != null) {
            problems.add("private-key: must be set where certificate is");
        }
        return problems;
    }
}
