package dev.symbolon.examples.spa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file of an npm package")
class NpmModuleTest {

    @TempDir private Path cache;

    @Test
    @DisplayName("is read from a package in the cache whose hash is right")
    void cached() throws Exception {
        byte[] archive = archive("README.md", "# hello", "build/index.js", "export default 1;\n");
        Files.write(cache.resolve("small-1.0.0.tgz"), archive);

        assertThat(module(archive, "build/index.js").load(cache))
                .asString()
                .isEqualTo("export default 1;\n");
    }

    @Test
    @DisplayName("that the package does not have is an error that names it")
    void absent() throws Exception {
        byte[] archive = archive("README.md", "# hello");
        Files.write(cache.resolve("small-1.0.0.tgz"), archive);

        assertThatThrownBy(() -> module(archive, "index.js").load(cache))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("index.js");
    }

    private static NpmModule module(byte[] archive, String file) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-512").digest(archive);
        String integrity = "sha512-" + Base64.getEncoder().encodeToString(hash);
        return new NpmModule("small", "1.0.0", integrity, file);
    }

    private static byte[] archive(String... namesAndContents) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
                byte[] header = new byte[512];
                put(header, 0, "package/" + namesAndContents[i]);
                put(header, 124, "%011o".formatted(content.length));
                tar.write(header);
                tar.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
            }
            tar.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
