package dev.symbolon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of docs/ that is made from the code.
 *
 * @param path below docs/
 * @param maker the test that compares it, and makes it again when it is told to
 */
public record GeneratedPage(String path, Class<?> maker) {

    /** What to type to make it again. */
    public String command() {
        return "./mvnw -pl server test -Dtest=%s -Dsymbolon.regenerate=true"
                .formatted(maker.getSimpleName());
    }

    /** Fails where the file says anything else. */
    public void says(String content) {
        Path file = Path.of("../docs").resolve(path);
        if (Boolean.getBoolean("symbolon.regenerate")) {
            write(file, content);
        }
        assertThat(file).as("make the page again: %s", command()).hasContent(content);
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
