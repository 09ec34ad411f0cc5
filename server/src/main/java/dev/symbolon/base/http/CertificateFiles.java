package dev.symbolon.base.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * The files with the server's certificate, looked at every few seconds: a renewed certificate is
 * shown without a restart, and a broken one never replaces one that works.
 */
final class CertificateFiles implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CertificateFiles.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Path certificate;
    private final Path privateKey;
    private final ReloadableTls tls;
    private final Thread watch;
    private Stamp seen;
    private String told = "";

    /** What changes when one of the files does. */
    private record Stamp(FileTime certificate, FileTime privateKey) {}

    private CertificateFiles(
            Path certificate, Path privateKey, ReloadableTls tls, Stamp seen, Duration every) {
        this.certificate = certificate;
        this.privateKey = privateKey;
        this.tls = tls;
        this.seen = seen;
        this.watch = Thread.ofVirtual().name("certificate-watch").start(() -> watch(every));
    }

    /**
     * Reads the files and begins to watch them.
     *
     * @param asking whether clients are asked for certificates
     * @throws UncheckedIOException where they cannot be used; its message says why
     */
    static CertificateFiles open(TlsSettings settings, boolean asking) {
        return open(settings, asking, EVERY);
    }

    static CertificateFiles open(TlsSettings settings, boolean asking, Duration every) {
        Path certificate = Objects.requireNonNull(settings.certificate());
        Path privateKey = Objects.requireNonNull(settings.privateKey());
        try {
            Stamp stamp = stamp(certificate, privateKey);
            SSLContext context = PemCertificate.read(certificate, privateKey).context();
            return new CertificateFiles(
                    certificate, privateKey, new ReloadableTls(context, asking), stamp, every);
        } catch (IOException unusable) {
            throw new UncheckedIOException(new IOException("TLS: " + reason(unusable), unusable));
        }
    }

    SSLContext context() {
        return tls.context();
    }

    private void watch(Duration every) {
        try {
            while (true) {
                Thread.sleep(every);
                look();
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void look() {
        try {
            Stamp stamp = stamp(certificate, privateKey);
            if (stamp.equals(seen)) {
                return;
            }
            // Before reading: a file that changes meanwhile is read again at the next look.
            seen = stamp;
            tls.replace(PemCertificate.read(certificate, privateKey).context());
            told = "";
            LOG.log(Level.INFO, "TLS certificate read again from " + certificate);
        } catch (IOException | RuntimeException unusable) {
            String reason = reason(unusable);
            if (!reason.equals(told)) {
                told = reason;
                LOG.log(
                        Level.ERROR,
                        "TLS certificate has changed but cannot be used, the old one stays: "
                                + reason);
            }
        }
    }

    private static String reason(Exception unusable) {
        return unusable instanceof NoSuchFileException missing
                ? "no file " + missing.getFile()
                : String.valueOf(unusable.getMessage());
    }

    private static Stamp stamp(Path certificate, Path privateKey) throws IOException {
        return new Stamp(
                Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(privateKey));
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
