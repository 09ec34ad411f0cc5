package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's users, apps and APIs")
class DemoSeedTest {

    private final MovableClock clock = new MovableClock();
    private Database database;
    private Parts parts;
    private Tenant tenant;

    @BeforeEach
    void open() {
        database = TestDatabases.fresh();
        Config config = Config.of(Map.of("passwords.memory", "64"));
        parts = Parts.of(config, database, MasterKey.random(), Crypto.jdk(), clock);
        tenant = parts.tenants().establishFirst(config.issuer());
    }

    @AfterEach
    void close() {
        parts.close();
        database.close();
    }

    private Map<String, Secret> sow(int port) throws IOException {
        return DemoSeed.read(
                        Path.of("../examples/demo.json"),
                        Map.of(
                                "MOORING_URL", "http://localhost:" + (port + 1),
                                "SLIPWAY_URL", "http://localhost:" + (port + 2),
                                "SPA_URL", "http://localhost:" + (port + 3)),
                        parts)
                .sow();
    }

    private String slipwaySecret(int port) throws IOException {
        return Objects.requireNonNull(sow(port).get("slipway")).value();
    }

    @Test
    @DisplayName("are at their new addresses after a start on another port, and nowhere else")
    void otherPort() throws IOException {
        sow(8080);
        Map<String, Object> own =
                Map.of(
                        "identifier", "https://own.example",
                        "name", "Own",
                        "scopes", Map.of("own:read", "Read"));
        parts.resources().put(tenant, own);
        String before = slipwaySecret(8080);

        String after = slipwaySecret(9080);

        assertThat(parts.resources().list(tenant))
                .extracting(Resource::identifier)
                .containsExactlyInAnyOrder("http://localhost:9081", "https://own.example");
        Client slipway = parts.clients().find(tenant, "slipway").orElseThrow();
        assertThat(slipway.metadata().toMap())
                .containsEntry("redirect_uris", List.of("http://localhost:9082/callback"));
        assertThat(slipway.secrets().match(after, clock.instant())).isTrue();
        assertThat(slipway.secrets().match(before, clock.instant())).isFalse();
        assertThat(parts.clients().find(tenant, "mooring-dashboard").orElseThrow().metadata())
                .extracting(metadata -> metadata.toMap().get("redirect_uris"))
                .isEqualTo(List.of("http://localhost:9083/"));
    }
}
