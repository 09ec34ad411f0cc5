package dev.symbolon.base.http;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a proxy says about the certificate that it was shown (RFC 9440): {@code Client-Cert}, one
 * byte sequence between colons (RFC 8941 §3.3.5), and {@code Client-Cert-Chain}, a list of them.
 */
final class ClientCertHeader {

    private static final String OWN = "client-cert";
    private static final String CHAIN = "client-cert-chain";
    private static final int MOST = 10;

    private ClientCertHeader() {}

    /**
     * Nothing where the proxy was shown none.
     *
     * @throws HttpError 400 where it is not of that form; who trusts the proxy has to mend it
     */
    static Optional<ClientCertificate> read(Map<String, List<String>> headers) {
        List<String> own = headers.getOrDefault(OWN, List.of());
        if (own.isEmpty()) {
            return Optional.empty();
        }
        if (own.size() > 1) {
            throw HttpError.badRequest("There must be one Client-Cert header (RFC 9440).");
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (String line : headers.getOrDefault(CHAIN, List.of())) {
            for (String item : line.split(",", MOST + 1)) {
                chain.add(certificate(item));
            }
        }
        if (chain.size() > MOST) {
            throw HttpError.badRequest("Client-Cert-Chain has more certificates than are read.");
        }
        return Optional.of(new ClientCertificate(certificate(own.getFirst()), chain));
    }

    private static X509Certificate certificate(String item) {
        String bytes = item.strip();
        if (bytes.length() < 2 || !bytes.startsWith(":") || !bytes.endsWith(":")) {
            throw malformed();
        }
        try {
            byte[] der = Base64.getDecoder().decode(bytes.substring(1, bytes.length() - 1));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | IllegalArgumentException _) {
            throw malformed();
        }
    }

    private static HttpError malformed() {
        return HttpError.badRequest(
                "Client-Cert and Client-Cert-Chain hold certificates as RFC 9440 writes them.");
    }
}
