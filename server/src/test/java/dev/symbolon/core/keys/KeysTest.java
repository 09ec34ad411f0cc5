package dev.symbolon.core.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.jose.CompactJwe;
import dev.symbolon.base.jose.ContentEncryption;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.KeyAlgorithm;
import dev.symbolon.base.jose.Recipient;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.base.sql.TestStorage;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Signing keys of a tenant")
class KeysTest {

    private static final Tenant MAIN = new Tenant("main", URI.create("https://id.example"));
    private static final Tenant OTHER = new Tenant("other", URI.create("https://id.example/t/o"));
    private static final Map<String, Object> CLAIMS = Map.of("sub", "alice");

    private final MovableClock clock = new MovableClock();
    private final MasterKey masterKey = MasterKey.random();

    private Keys keys(Database database) {
        return new Keys(database, masterKey, Crypto.jdk(), KeySettings.defaults(), clock);
    }

    @EachDatabase
    @DisplayName("each algorithm signs with a key of its own, that the key set names")
    void eachAlgorithm(Database database) {
        Keys keys = keys(database);
        keys.createFor(MAIN);
        assertThat(published(keys))
                .extracting(jwk -> jwk.get("alg"))
                .containsExactly("RS256", "ES256", "EdDSA", "Ed25519", "RSA-OAEP-256", "ECDH-ES");
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            Jws jws = keys.verify(MAIN, keys.sign(MAIN, algorithm, "at+jwt", CLAIMS)).orElseThrow();
            assertThat(jws.claims()).isEqualTo(CLAIMS);
            assertThat(jws.typ()).contains("at+jwt");
            assertThat(published(keys))
                    .filteredOn(jwk -> Objects.equals(jwk.get("kid"), jws.header().get("kid")))
                    .singleElement()
                    .satisfies(jwk -> {
                        assertThat(jwk).containsEntry("alg", algorithm.wire());
                        assertThat(jwk).containsEntry("use", "sig");
                    });
        }
        // The rarer ones have theirs since they were asked for.
        assertThat(published(keys))
                .extracting(jwk -> jwk.get("alg"))
                .containsExactlyElementsOf(
                        KeyAlgorithm.all().stream().map(KeyAlgorithm::wire).toList());
        assertThat(published(keys)).extracting(jwk -> jwk.get("kid")).doesNotHaveDuplicates();
    }

    @EachDatabase
    @DisplayName("of nodes that sign with a rare algorithm at once, all sign with one key")
    void firstSigned(TestStorage storage) throws Exception {
        Keys start = keys(storage.open());
        start.createFor(MAIN);
        List<Keys> nodes = Stream.generate(() -> keys(storage.open())).limit(4).toList();
        Set<Object> kids = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> calls =
                    nodes.stream()
                            .map(node ->
                                    (Callable<Boolean>)
                                            () -> {
                                                String token =
                                                        node.sign(
                                                                MAIN,
                                                                SignatureAlgorithm.ML_DSA_44,
                                                                "JWT",
                                                                CLAIMS);
                                                Jws jws = node.verify(MAIN, token).orElseThrow();
                                                return kids.add(jws.header().get("kid"));
                                            })
                            .toList();
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
        }
        assertThat(kids).hasSize(1);
        assertThat(start.list(MAIN))
                .filteredOn(key -> key.algorithm() == SignatureAlgorithm.ML_DSA_44)
                .hasSize(1);
    }

    @EachDatabase
    @DisplayName("of ML-DSA the seed is kept, sealed (RFC 9964 §4), and a restart signs with it")
    void seed(Database database) {
        Keys keys = keys(database);
        keys.createFor(MAIN);
        String token = keys.sign(MAIN, SignatureAlgorithm.ML_DSA_87, "JWT", CLAIMS);
        long kept =
                database.one(
                                "SELECT length(sealed_private) AS n FROM signing_key WHERE algorithm = 'ML-DSA-87'",
                                row -> row.number("n"))
                        .orElseThrow();
        // An expanded key would have 4896 bytes.
        assertThat(kept).isLessThan(300);
        Keys restarted = keys(database);
        assertThat(restarted.verify(MAIN, token)).isPresent();
        String again = restarted.sign(MAIN, SignatureAlgorithm.ML_DSA_87, "JWT", CLAIMS);
        assertThat(keys.verify(MAIN, again)).isPresent();
        assertThat(restarted.list(MAIN)).hasSize(KeyLifecycle.FROM_THE_START.size() + 1);
    }

    @EachDatabase
    @DisplayName("the key set holds nothing private (RFC 7517 §9.2)")
    void publicOnly(Database database) {
        Keys keys = keys(database);
        keys.createFor(MAIN);
        assertThat(published(keys))
                .allSatisfy(jwk ->
                        assertThat(jwk)
                                .doesNotContainKeys("d", "p", "q", "dp", "dq", "qi", "k", "priv"));
    }

    @EachDatabase
    @DisplayName("creating twice changes nothing, and a restart finds the keys again")
    void restart(Database database) {
        Keys keys = keys(database);
        keys.createFor(MAIN);
        String token = keys.sign(MAIN, SignatureAlgorithm.ES256, "JWT", CLAIMS);
        Keys restarted = keys(database);
        restarted.createFor(MAIN);
        assertThat(restarted.jwks(MAIN)).isEqualTo(keys.jwks(MAIN));
        assertThat(restarted.verify(MAIN, token)).isPresent();
    }

    @EachDatabase
    @DisplayName("a token of one tenant is nothing to another")
    void tenants(Database database) {
        Keys keys = keys(database);
        keys.createFor(MAIN);
        keys.createFor(OTHER);
        String token = keys.sign(OTHER, SignatureAlgorithm.RS256, "JWT", CLAIMS);
        assertThat(keys.verify(OTHER, token)).isPresent();
        assertThat(keys.verify(MAIN, token)).isEmpty();
        HashSet<Object> kids = new HashSet<>();
        published(keys).forEach(jwk -> kids.add(jwk.get("kid")));
        assertThat(keys.list(OTHER)).noneMatch(key -> kids.contains(key.kid()));
    }

    @EachDatabase
    @DisplayName("what was encrypted for one tenant no other opens, named key or not")
    void encryptedForOne(Database database) {
        Keys keys = keys(database);
        keys.createFor(MAIN);
        keys.createFor(OTHER);
        for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
            Recipient named =
                    JwkSet.parse(keys.jwks(MAIN), Crypto.jdk()).recipient(algorithm).orElseThrow();
            Recipient unnamed = new Recipient(null, algorithm, named.key());
            for (Recipient recipient : List.of(named, unnamed)) {
                CompactJwe jwe =
                        CompactJwe.parse(recipient.encryptJwt(ContentEncryption.A128GCM, "a.b.c"))
                                .orElseThrow();
                assertThat(keys.decrypt(MAIN, jwe)).contains("a.b.c");
                assertThat(keys.decrypt(OTHER, jwe)).isEmpty();
            }
        }
    }

    @EachDatabase
    @DisplayName("a tenant without keys publishes nothing and accepts nothing")
    void noKeys(Database database) {
        Keys keys = keys(database);
        assertThat(published(keys)).isEmpty();
        assertThat(keys.verify(MAIN, "e30.e30.AAAA")).isEmpty();
    }

    @EachDatabase
    @DisplayName("a start with another master key says so, and makes no keys beside the old ones")
    void wrongMasterKey(Database database) {
        Keys keys = keys(database);
        keys.createFor(MAIN);
        MasterKey another = MasterKey.random();
        Keys wrong = new Keys(database, another, Crypto.jdk(), KeySettings.defaults(), clock);
        assertThatThrownBy(() -> wrong.createFor(MAIN))
                .isInstanceOf(Sealer.Broken.class)
                .hasMessageContaining("sealed with another master key")
                .hasMessageContaining(masterKey.id())
                .hasMessageContaining(another.id());
        assertThat(keys.list(MAIN)).hasSize(KeyLifecycle.FROM_THE_START.size());
    }

    @EachDatabase
    @DisplayName("a private key moved into another tenant's row does not open")
    void movedPrivateKey(Database database) {
        Keys keys = keys(database);
        keys.createFor(MAIN);
        keys.createFor(OTHER);
        database.run(
                """
                UPDATE signing_key SET sealed_private =
                    (SELECT sealed_private FROM signing_key
                     WHERE tenant = 'main' AND algorithm = 'ES256')
                WHERE tenant = 'other' AND algorithm = 'ES256'
                """);
        assertThatThrownBy(() -> keys(database).createFor(OTHER))
                .isInstanceOf(Sealer.Broken.class)
                .hasMessageContaining("belongs to another row");
    }

    @EachDatabase
    @DisplayName("a public key put in another's place is not published")
    void movedPublicKey(Database database) {
        Keys keys = keys(database);
        keys.createFor(MAIN);
        keys.createFor(OTHER);
        database.run(
                """
                UPDATE signing_key SET public_key =
                    (SELECT public_key FROM signing_key
                     WHERE tenant = 'main' AND algorithm = 'ES256')
                WHERE tenant = 'other' AND algorithm = 'ES256'
                """);
        assertThatThrownBy(() -> keys(database).jwks(OTHER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not the one that was stored under that name");
    }

    @EachDatabase
    @DisplayName("an HMAC is the same on every node, and another for each tenant and purpose")
    void hmac(Database database) {
        byte[] input = {1, 2, 3};
        byte[] mac = keys(database).hmac(MAIN, "csrf", input);
        Keys node = keys(database);
        assertThat(mac).hasSize(32).isEqualTo(node.hmac(MAIN, "csrf", input));
        assertThat(
                        Arrays.asList(
                                node.hmac(OTHER, "csrf", input),
                                node.hmac(MAIN, "pairwise", input),
                                node.hmac(MAIN, "csrf", new byte[] {1, 2})))
                .noneMatch(other -> Arrays.equals(other, mac));
    }

    @SuppressWarnings("unchecked") // RFC 7517 §5: "keys" is a list of objects; we wrote it.
    private static List<Map<String, Object>> published(Keys keys) {
        return (List<Map<String, Object>>) keys.jwks(MAIN).getOrDefault("keys", List.of());
    }
}
