package dev.symbolon.base.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * A certificate chain and its private key, from PEM (RFC 7468 §5 and §10).
 *
 * @param chain the server's own first
 */
record PemCertificate(Certificate[] chain, PrivateKey key) {

    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END [A-Z ]*PRIVATE KEY-----");

    /**
     * Reads both files and sees that they belong together.
     *
     * @throws IOException with a message for the operator; it never repeats what is in the key
     */
    static PemCertificate read(Path certificate, Path privateKey) throws IOException {
        Certificate[] chain = CertificateFile.read(certificate).toArray(Certificate[]::new);
        PublicKey publicKey = chain[0].getPublicKey();
        PrivateKey key = key(privateKey, publicKey.getAlgorithm());
        if (!belongTogether(key, publicKey)) {
            throw new IOException(
                    "the key in %s is not the one of the first certificate in %s"
                            .formatted(privateKey, certificate));
        }
        return new PemCertificate(chain, key);
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new IOException("no private key in " + file);
        }
        if (!pem.group(1).isEmpty()) {
            throw new IOException(
                    "the key in %s is \"%sPRIVATE KEY\"; convert it: openssl pkcs8 -topk8 -nocrypt"
                            .formatted(file, pem.group(1)));
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2));
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IOException("cannot read the private key in " + file);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) throws IOException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "RSASSA-PSS" -> "RSASSA-PSS";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature sign = Signature.getInstance(algorithm);
            sign.initSign(key);
            sign.update(probe);
            byte[] signature = sign.sign();
            sign.initVerify(publicKey);
            sign.update(probe);
            return sign.verify(signature);
        } catch (GeneralSecurityException unusable) {
            throw new IOException("cannot use a key of type " + key.getAlgorithm(), unusable);
        }
    }

    /** A context that shows this certificate, and takes any that a client shows. */
    SSLContext context() throws IOException {
        try {
            // The store lives in memory only; the key managers insist on a password.
            char[] password = "memory".toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("server", key, password, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("cannot use the certificate", unusable);
        }
    }
}
