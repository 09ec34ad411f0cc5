package dev.symbolon.base.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * What the sender of a request showed in the TLS handshake. That they hold its key is proven;
 * nothing else is: whom to believe is the reader's concern.
 *
 * @param own the sender's
 * @param chain the certificates above it, as far as they were sent
 */
public record ClientCertificate(X509Certificate own, List<X509Certificate> chain) {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    public ClientCertificate {
        chain = List.copyOf(chain);
    }

    /** {@code x5t#S256}: the SHA-256 of the certificate in base64url (RFC 8705 §3.1). */
    public String thumbprint() {
        try {
            return ENCODER.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(own.getEncoded()));
        } catch (CertificateEncodingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The subject's name as RFC 4514 writes it. */
    public String subject() {
        return own.getSubjectX500Principal().getName();
    }
}
