package dev.symbolon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.base.sql.TestStorage;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;

@DisplayName("RFC 8707 resources of a tenant")
class ResourcesTest {

    private static final Tenant TENANT = new Tenant("main", URI.create("https://id.example"));
    private static final Tenant OTHER = new Tenant("b", URI.create("https://id.example/t/b"));
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final String MOORING = "https://mooring.example";

    @EachDatabase
    @DisplayName("a scope leads to the resource it belongs to (§2.1)")
    void ofScope(Database database) {
        try (Resources resources = new Resources(database, CLOCK)) {
            resources.put(TENANT, definition(MOORING, "apps:read", "apps:deploy"));
            resources.put(TENANT, definition("https://files.example", "files:read"));

            assertThat(resources.of(TENANT, Scope.parse("openid apps:read")))
                    .extracting(Resource::identifier)
                    .containsExactly(MOORING);
            assertThat(resources.of(TENANT, Scope.parse("files:read apps:read"))).hasSize(2);
            assertThat(resources.of(TENANT, Scope.parse("openid unknown"))).isEmpty();
            assertThat(resources.find(TENANT, MOORING + "/")).isEmpty();
            assertThat(resources.find(OTHER, MOORING)).isEmpty();
            assertThat(resources.list(OTHER)).isEmpty();
        }
    }

    @EachDatabase
    @DisplayName("a scope belongs to one resource of a tenant; a refused one changes nothing")
    void oneResource(Database database) {
        try (Resources resources = new Resources(database, CLOCK)) {
            resources.put(TENANT, definition(MOORING, "read"));
            Refusal refusal =
                    catchThrowableOfType(
                            Refusal.class,
                            () ->
                                    resources.put(
                                            TENANT, definition("https://b.example", "x", "read")));
            assertThat(refusal.rule().id()).isEqualTo("resource.scope-free");
            assertThat(resources.list(TENANT)).hasSize(1);

            resources.put(TENANT, definition("https://b.example", "x"));
            resources.put(OTHER, definition("https://b.example", "read"));
            assertThat(resources.list(TENANT)).hasSize(2);
        }
    }

    @EachDatabase
    @DisplayName("a new definition takes the place of the old, and frees its scopes")
    void replaced(Database database) {
        try (Resources resources = new Resources(database, CLOCK)) {
            resources.put(TENANT, definition(MOORING, "apps", "old"));
            resources.put(TENANT, definition(MOORING, "apps", "new"));
            resources.put(TENANT, definition("https://b.example", "old"));
            assertThat(resources.find(TENANT, MOORING).orElseThrow().scopes())
                    .containsOnlyKeys("apps", "new");

            assertThat(resources.remove(OTHER, MOORING)).isFalse();
            assertThat(resources.remove(TENANT, MOORING)).isTrue();
            assertThat(resources.remove(TENANT, MOORING)).isFalse();
            assertThat(resources.find(TENANT, MOORING)).isEmpty();
            resources.put(TENANT, definition("https://b.example", "apps", "new"));
        }
    }

    @EachDatabase
    @DisplayName("another node hears of a change")
    void otherNode(TestStorage storage) throws InterruptedException {
        try (Resources here = new Resources(storage.open(), CLOCK);
                Resources there = new Resources(storage.open(), CLOCK)) {
            assertThat(there.list(TENANT)).isEmpty();
            here.put(TENANT, definition(MOORING, "apps"));
            Instant giveUp = InstantSource.system().instant().plus(Duration.ofSeconds(10));
            while (there.list(TENANT).isEmpty()
                    && InstantSource.system().instant().isBefore(giveUp)) {
                Thread.sleep(20);
            }
            assertThat(there.list(TENANT)).hasSize(1);
        }
    }

    private static Map<String, Object> definition(String identifier, String... scopes) {
        Map<String, Object> described = new java.util.HashMap<>();
        List.of(scopes).forEach(scope -> described.put(scope, "Do " + scope));
        return Map.of("identifier", identifier, "name", "An API", "scopes", described);
    }
}
