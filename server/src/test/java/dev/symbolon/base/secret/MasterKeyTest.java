package dev.symbolon.base.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The master key")
class MasterKeyTest {

    @TempDir Path directory;

    @Test
    @DisplayName("is made at the first start, in a file for its owner only, and found again")
    void firstStart() throws Exception {
        Path file = directory.resolve("data/master.key");
        MasterKey made = MasterKeyFile.loadOrMake(null, file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(MasterKeyFile.load(null, file).id()).isEqualTo(made.id());
        try (var files = Files.list(file.resolveSibling(""))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    @DisplayName("is never made where it must be there")
    void missing() {
        Path file = directory.resolve("master.key");
        assertThatThrownBy(() -> MasterKeyFile.load(null, file))
                .isInstanceOf(MasterKey.Unusable.class)
                .hasMessageContaining("SYMBOLON_MASTER_KEY")
                .hasMessageContaining(file.toString());
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw-----w-", "rwx---r--"})
    @DisplayName("is refused where others than the owner get at the file")
    void othersCanRead(String mode) throws Exception {
        Path file = directory.resolve("master.key");
        MasterKeyFile.loadOrMake(null, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> MasterKeyFile.load(null, file))
                .isInstanceOf(MasterKey.Unusable.class)
                .hasMessageContaining(mode)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    @DisplayName("of two starts at once, both have the same")
    void twoStarts() throws Exception {
        Path file = directory.resolve("master.key");
        Callable<String> start = () -> MasterKeyFile.loadOrMake(null, file).id();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> start).toList());
            assertThat(ids.stream().map(id -> id.resultNow()).distinct()).hasSize(1);
        }
    }

    @Test
    @DisplayName("comes from the environment where it is set, in either base64")
    void environment() {
        Path file = directory.resolve("master.key");
        String standard = "++++/////".repeat(4) + "AAAAAAA=";
        MasterKey key = MasterKeyFile.loadOrMake(new Secret(standard), file);
        String url = standard.replace('+', '-').replace('/', '_').replace("=", "");
        assertThat(MasterKeyFile.load(new Secret(url + "\n"), file).id()).isEqualTo(key.id());
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "c2hvcnQ=", "not base64 at all", "0123456789abcdef0123456789abcdef"})
    @DisplayName("is refused where it is not 32 bytes, without repeating it")
    void broken(String text) {
        assertThatThrownBy(() -> MasterKey.of(new Secret(text), "SYMBOLON_MASTER_KEY"))
                .isInstanceOf(MasterKey.Unusable.class)
                .hasMessage(
                        "SYMBOLON_MASTER_KEY must be the base64 of 32 random bytes (openssl rand -base64 32)");
    }

    @Test
    @DisplayName("gives each purpose its own key, and prints as a name only")
    void derived() {
        MasterKey key = MasterKey.random();
        assertThat(key.derive("a")).hasSize(32).isEqualTo(key.derive("a"));
        assertThat(key.derive("a")).isNotEqualTo(key.derive("b"));
        assertThat(MasterKey.random().derive("a")).isNotEqualTo(key.derive("a"));
        assertThat(key).hasToString("MasterKey[" + key.id() + "]");
    }
}
