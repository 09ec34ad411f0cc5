package dev.symbolon.base.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** A file with certificates, as PEM one behind the other (RFC 7468 §5). */
public final class CertificateFile {

    private CertificateFile() {}

    /**
     * All of them, in their order.
     *
     * @throws IOException where there is none, with a message for the operator
     */
    public static List<X509Certificate> read(Path file) throws IOException {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(Files.readAllBytes(file)))) {
                certificates.add((X509Certificate) certificate);
            }
            if (certificates.isEmpty()) {
                throw new IOException("no certificate in " + file);
            }
            return certificates;
        } catch (CertificateException broken) {
            throw new IOException("cannot read the certificate in " + file, broken);
        }
    }
}
