package dev.symbolon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A certificate and its key, made by the JDK's keytool, in the hands of a client. */
public final class Certificate {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path store;
    private final String alias;

    private Certificate(Path store, String alias) {
        this.store = store;
        this.alias = alias;
    }

    /** An authority, in a store of its own in the directory. */
    public static Certificate authority(Path directory, String name) {
        Path store = directory.resolve(name + ".p12");
        return made(store, name, List.of("-dname", "CN=" + name, "-ext", "bc:c"));
    }

    /** One that nobody vouches for. */
    public static Certificate selfSigned(Path directory, String name, String subject) {
        return made(directory.resolve(name + ".p12"), name, List.of("-dname", subject));
    }

    /**
     * One that this authority vouches for, for two days.
     *
     * @param extensions as keytool has them, {@code san=dns:app.example}
     */
    public Certificate issues(String name, String subject, String... extensions) {
        List<String> options = new ArrayList<>(List.of("-dname", subject, "-signer", alias));
        options.addAll(List.of("-validity", "2"));
        for (String extension : extensions) {
            options.addAll(List.of("-ext", extension));
        }
        return made(store, name, options);
    }

    private static Certificate made(Path store, String alias, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
        // The clock of a server under test stands still.
        command.addAll(List.of("-startdate", "-1H"));
        command.addAll(List.of("-storepass", "changeit", "-keystore", store.toString()));
        command.addAll(options);
        try {
            Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return new Certificate(store, alias);
    }

    private KeyStore keys() {
        try {
            return KeyStore.getInstance(store.toFile(), PASSWORD);
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private X509Certificate[] chain() {
        try {
            return Arrays.stream(keys().getCertificateChain(alias)).toArray(X509Certificate[]::new);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** A file with the certificate alone, as an administrator has it. */
    public Path pem() {
        return write(
                "cert.pem",
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(der(chain()[0]))));
    }

    /** A file with the private key. */
    public Path keyPem() throws GeneralSecurityException {
        PrivateKey key = (PrivateKey) keys().getKey(alias, PASSWORD);
        return write(
                "key.pem",
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded())));
    }

    private Path write(String end, String content) {
        try {
            return Files.writeString(store.resolveSibling(alias + "-" + end), content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** {@code x5t#S256} (RFC 8705 §3.1), by Nimbus. */
    public String thumbprint() {
        return com.nimbusds.jose.util.X509CertUtils.computeSHA256Thumbprint(chain()[0]).toString();
    }

    /** The key with its certificate (RFC 7517 §4.7), to register. */
    public Map<String, Object> jwks() {
        ECPublicKey key = (ECPublicKey) chain()[0].getPublicKey();
        return new JWKSet(
                        new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key)
                                .x509CertChain(
                                        List.of(
                                                com.nimbusds.jose.util.Base64.encode(
                                                        der(chain()[0]))))
                                .build())
                .toJSONObject();
    }

    /** As a proxy tells of it (RFC 9440). */
    public String header() {
        return ":" + Base64.getEncoder().encodeToString(der(chain()[0])) + ":";
    }

    /** What stands above it, likewise. */
    public String chainHeader() {
        return Arrays.stream(chain())
                .skip(1)
                .map(above -> ":" + Base64.getEncoder().encodeToString(der(above)) + ":")
                .collect(Collectors.joining(", "));
    }

    /** For TLS as a client; it believes every server. */
    public SSLContext context() throws GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try {
            own.load(null, PASSWORD);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        own.setKeyEntry("own", keys().getKey(alias, PASSWORD), PASSWORD, chain());
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), new TrustManager[] {new Believing()}, null);
        return context;
    }

    /** Posts a form over a connection with this certificate. */
    public Answer post(HttpClient.Version version, URI address, Map<String, ?> form)
            throws Exception {
        return post(version, address, form, Map.of());
    }

    /** The same with headers. */
    public Answer post(
            HttpClient.Version version, URI address, Map<String, ?> form, Map<String, String> more)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(Http.encode(form)));
        more.forEach(request::header);
        return send(version, request.build());
    }

    public Answer get(URI address) throws Exception {
        return send(HttpClient.Version.HTTP_1_1, HttpRequest.newBuilder(address).build());
    }

    private Answer send(HttpClient.Version version, HttpRequest request) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(version).sslContext(context()).build()) {
            return Answer.of(client.send(request, BodyHandlers.ofString()));
        }
    }

    private static final class Believing implements X509TrustManager {
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
