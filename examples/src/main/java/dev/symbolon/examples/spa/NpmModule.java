package dev.symbolon.examples.spa;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * One file of an npm package, pinned by version and hash. The package is fetched once, by npm,
 * which knows about proxies and mirrors, and kept in a directory.
 *
 * @param integrity as in package-lock.json: {@code sha512-} and Base64
 * @param file its path in the package, such as {@code build/index.js}
 */
public record NpmModule(String name, String version, String integrity, String file) {

    /** The library of the single-page app. */
    public static final NpmModule OAUTH4WEBAPI =
            new NpmModule(
                    "oauth4webapi",
                    "3.8.8",
                    "sha512-8N28E+a/oxfXWBgOMt+ZP/JUf/XR+IFbvkAEPP3gznXOMv9BpAAwiIj0TFNz3tGT"
                            + "Pc0ZQ8zmWBNgN1nAys0gng==",
                    "build/index.js");

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int BLOCK = 512;

    /**
     * The file's content.
     *
     * @param cache made where it is missing
     * @throws UncheckedIOException where the package cannot be had, or is not the one that is meant
     */
    public byte[] load(Path cache) {
        Path archive = cache.resolve(name + "-" + version + ".tgz");
        try {
            if (!isGenuine(archive)) {
                Files.createDirectories(cache);
                if (!packedByNpm(cache)) {
                    throw new IOException("npm is not here, or cannot reach its registry");
                }
                if (!isGenuine(archive)) {
                    throw new IOException(archive + " does not have the hash " + integrity);
                }
            }
            return extract(Files.readAllBytes(archive));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean isGenuine(Path archive) throws IOException {
        if (!Files.exists(archive)) {
            return false;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive));
            return integrity.equals("sha512-" + Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean packedByNpm(Path cache) {
        try {
            Process npm =
                    new ProcessBuilder("npm", "pack", "--silent", name + "@" + version)
                            .directory(cache.toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!npm.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                npm.destroyForcibly();
                return false;
            }
            return npm.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A tar archive is 512-byte blocks: a header with name and size in octal, then the content. */
    private byte[] extract(byte[] archive) throws IOException {
        try (var tar = new GZIPInputStream(new ByteArrayInputStream(archive))) {
            byte[] header = tar.readNBytes(BLOCK);
            while (header.length == BLOCK && header[0] != 0) {
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                byte[] content = tar.readNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
                if (text(header, 0, 100).equals("package/" + file)) {
                    return Arrays.copyOf(content, size);
                }
                header = tar.readNBytes(BLOCK);
            }
        }
        throw new IOException(name + " " + version + " has no file " + file);
    }

    private static String text(byte[] block, int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, StandardCharsets.US_ASCII);
    }
}
