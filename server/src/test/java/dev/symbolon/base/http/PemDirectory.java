package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Certificates as PEM files in a directory, made by the JDK's keytool, and clients that believe
 * any.
 */
public final class PemDirectory {

    private final Path directory;

    public PemDirectory(Path directory) {
        this.directory = directory;
    }

    /** A certificate and its key; keytool takes seconds to make one. */
    private record Certified(byte[] certificate, byte[] key) {}

    private static final Map<String, Certified> MADE = new ConcurrentHashMap<>();

    /** Writes both files. */
    public void certify(String name, String algorithm) throws Exception {
        Certified made = MADE.get(name + algorithm);
        if (made == null) {
            made = make(name, algorithm);
            MADE.put(name + algorithm, made);
        }
        write("cert.pem", "CERTIFICATE", made.certificate());
        write("key.pem", "PRIVATE KEY", made.key());
    }

    private Certified make(String name, String algorithm) throws Exception {
        Path store = directory.resolve(name + "-" + algorithm + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "SAN=dns:localhost,ip:127.0.0.1",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        return new Certified(
                keys.getCertificate("server").getEncoded(),
                keys.getKey("server", password).getEncoded());
    }

    void write(String file, String label, byte[] der) throws IOException {
        Files.writeString(
                directory.resolve(file),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label));
    }

    /** For a server that shows the certificate. */
    public SSLContext serving() throws IOException {
        return PemCertificate.read(directory.resolve("cert.pem"), directory.resolve("key.pem"))
                .context();
    }

    static SSLContext trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        return context;
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            assertThat(chain).isNotEmpty();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
