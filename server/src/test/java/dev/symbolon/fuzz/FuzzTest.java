package dev.symbolon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.DocumentFuzz;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every target takes its seeds; with {@code -Dsymbolon.fuzz=60}, Jazzer goes on from them for so
 * many seconds each.
 */
@DisplayName("What strangers send, as a fuzzer would")
class FuzzTest {

    /** Takes one message. */
    interface Target {
        void takes(byte[] data) throws Exception;
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                target(FormFuzz.class, FormFuzz::fuzzerTestOneInput, FormFuzz.SEEDS),
                target(JoseFuzz.class, JoseFuzz::fuzzerTestOneInput, JoseFuzz.SEEDS),
                target(JweFuzz.class, JweFuzz::fuzzerTestOneInput, JweFuzz.SEEDS),
                target(MetadataFuzz.class, MetadataFuzz::fuzzerTestOneInput, MetadataFuzz.SEEDS),
                target(DetailsFuzz.class, DetailsFuzz::fuzzerTestOneInput, DetailsFuzz.SEEDS),
                target(DocumentFuzz.class, DocumentFuzz::fuzzerTestOneInput, DocumentFuzz.SEEDS),
                target(RequestFuzz.class, RequestFuzz::fuzzerTestOneInput, RequestFuzz.SEEDS));
    }

    private static Arguments target(Class<?> type, Target target, List<String> seeds) {
        return Arguments.of(type.getName(), target, seeds);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    @DisplayName("nothing breaks the reader of")
    void holds(String type, Target target, List<String> seeds, @TempDir Path corpus)
            throws Exception {
        for (String seed : seeds) {
            target.takes(seed.getBytes(StandardCharsets.UTF_8));
        }
        Integer seconds = Integer.getInteger("symbolon.fuzz");
        if (seconds != null) {
            search(type, seeds, seconds, corpus);
        }
    }

    private static void search(String type, List<String> seeds, int seconds, Path corpus)
            throws Exception {
        for (int i = 0; i < seeds.size(); i++) {
            Files.writeString(corpus.resolve("seed-" + i), seeds.get(i));
        }
        File log = Path.of("target", "fuzz-" + type + ".log").toFile();
        Process jazzer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "com.code_intelligence.jazzer.Jazzer",
                                "--target_class=" + type,
                                "--instrumentation_includes=dev.symbolon.**",
                                // The target itself asks the server over HTTP.
                                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                                "--reproducer_path=target",
                                "-max_total_time=" + seconds,
                                "-artifact_prefix=target/",
                                corpus.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();
        assertThat(jazzer.waitFor()).as("see %s", log).isZero();
    }
}
