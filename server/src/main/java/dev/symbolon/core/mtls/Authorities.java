package dev.symbolon.core.mtls;

import dev.symbolon.base.http.CertificateFile;
import dev.symbolon.base.http.ClientCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whose word is taken for the subject of a certificate (RFC 5280 §6). */
final class Authorities {

    /** RFC 5280 §4.2.1.12. */
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private final Set<TrustAnchor> anchors;

    private Authorities(Set<TrustAnchor> anchors) {
        this.anchors = anchors;
    }

    static Authorities none() {
        return new Authorities(Set.of());
    }

    /**
     * Reads a PEM file.
     *
     * @throws IOException with a message for the operator, where no certificates can be had from it
     */
    static Authorities read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("there is no file that can be read at " + file);
        }
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate certificate : CertificateFile.read(file)) {
            anchors.add(new TrustAnchor(certificate, null));
        }
        return new Authorities(anchors);
    }

    boolean isEmpty() {
        return anchors.isEmpty();
    }

    /**
     * Why the certificate does not lead to one of them; nothing where it does. What was revoked is
     * not looked up: who must be shut out is removed as a client.
     */
    Optional<String> distrusts(ClientCertificate certificate, Instant now) {
        if (isEmpty()) {
            return Optional.of("no authority is trusted here");
        }
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate.own());
        try {
            // The sender may be anything; the purpose is asked before what costs time.
            List<String> purposes = certificate.own().getExtendedKeyUsage();
            if (purposes != null
                    && !purposes.contains(CLIENT_AUTHENTICATION)
                    && !purposes.contains(ANY_PURPOSE)) {
                return Optional.of("its purpose is not client authentication");
            }
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
            List<X509Certificate> known = new ArrayList<>(certificate.chain());
            known.add(certificate.own());
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
            parameters.setDate(Date.from(now));
            parameters.setRevocationEnabled(false);
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return Optional.empty();
        } catch (CertPathBuilderException untrusted) {
            Throwable cause = untrusted.getCause();
            return Optional.of(String.valueOf((cause == null ? untrusted : cause).getMessage()));
        } catch (GeneralSecurityException broken) {
            return Optional.of("it cannot be read");
        }
    }
}
