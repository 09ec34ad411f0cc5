package dev.symbolon.base.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: what the JDK trusts, and what a file adds. */
final class Trust {

    private Trust() {}

    /**
     * @throws UncheckedIOException where the file has no certificates
     */
    static SSLContext context(@Nullable Path more) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    null,
                    more == null ? null : new X509TrustManager[] {manager(anchors(more))},
                    null);
            return context;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new UncheckedIOException(
                    new IOException("fetch.trusted-certificates: " + unusable.getMessage()));
        }
    }

    private static KeyStore anchors(Path file) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        for (X509Certificate known : manager(null).getAcceptedIssuers()) {
            anchors.setCertificateEntry("jdk-" + anchors.size(), known);
        }
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate added :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                anchors.setCertificateEntry("added-" + anchors.size(), added);
            }
        }
        return anchors;
    }

    private static X509TrustManager manager(@Nullable KeyStore anchors)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
