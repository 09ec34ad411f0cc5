package dev.symbolon.examples.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.symbolon.examples.oauth.Tokens;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The file that keeps the tokens")
class TokenFileTest {

    @TempDir private Path directory;

    @Test
    @DisplayName("gives back what was put in")
    void roundTrip() throws Exception {
        var file = new TokenFile(directory.resolve("mooring/tokens.json"));
        var tokens =
                new Tokens(
                        new BearerAccessToken("access"),
                        Instant.parse("2026-11-22T10:00:00Z"),
                        Scope.parse("openid mooring.apps:read"),
                        URI.create("http://localhost:8081"),
                        new RefreshToken("refresh"),
                        null,
                        "alice");

        file.write(tokens);

        assertThat(file.read()).contains(tokens);
    }

    @Test
    @DisplayName("can be read by its owner only")
    void permissions() throws Exception {
        Path path = directory.resolve("tokens.json");
        var tokens =
                new Tokens(
                        new BearerAccessToken("access"),
                        Instant.EPOCH,
                        new Scope(),
                        null,
                        null,
                        null,
                        "alice");

        new TokenFile(path).write(tokens);

        assertThat(Files.getPosixFilePermissions(path))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    @DisplayName("that is damaged is as good as none: the person signs in again")
    void damaged() throws Exception {
        Path path = directory.resolve("tokens.json");
        Files.writeString(path, "{\"access_token\": 1");

        assertThat(new TokenFile(path).read()).isEmpty();
    }
}
