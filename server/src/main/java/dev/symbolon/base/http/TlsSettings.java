package dev.symbolon.base.http;

import dev.symbolon.base.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
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
        if (certificate != null && privateKey != null) {
            unreadable(certificate, "certificate", problems);
            unreadable(privateKey, "private-key", problems);
            if (problems.isEmpty()) {
                unfit(certificate, privateKey, problems);
            }
        }
        return problems;
    }

    private static void unfit(Path certificate, Path privateKey, List<String> problems) {
        try {
            PemCertificate.read(certificate, privateKey);
        } catch (IOException unusable) {
            problems.add("certificate, private-key: " + unusable.getMessage());
        }
    }

    private static void unreadable(Path file, String key, List<String> problems) {
        if (!Files.isReadable(file)) {
            problems.add(
                    "%s: %s %s"
                            .formatted(
                                    key,
                                    Files.exists(file)
                                            ? "this process may not read"
                                            : "there is no file",
                                    file));
        }
    }
}
