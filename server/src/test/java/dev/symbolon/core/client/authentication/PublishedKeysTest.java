package dev.symbolon.core.client.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Site;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7591 §2 jwks_uri: keys that a client publishes")
class PublishedKeysTest {

    private Site site;
    private TestServer server;
    private ECKey first;
    private App app;

    @BeforeEach
    void start() throws Exception {
        site = new Site();
        server = TestServer.start(TestDatabases.fresh(), Site.HERE);
        first = key("first");
        publish(first);
        app = appWith(site.at("/jwks"));
    }

    @AfterEach
    void stop() {
        server.close();
        site.close();
    }

    private App appWith(URI keys) {
        return server.app(
                Map.of(
                        "token_endpoint_auth_method",
                        "private_key_jwt",
                        "grant_types",
                        List.of("client_credentials"),
                        "response_types",
                        List.of(),
                        "redirect_uris",
                        List.of(),
                        "scope",
                        "api:read",
                        "jwks_uri",
                        keys.toString()));
    }

    private static ECKey key(String kid) throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    }

    private void publish(ECKey... keys) {
        publish(Map.of(), keys);
    }

    private void publish(Map<String, String> headers, ECKey... keys) {
        site.put(
                "/jwks",
                "application/jwk-set+json",
                new JWKSet(List.<JWK>of(keys)).toPublicJWKSet().toString(),
                headers);
    }

    private Answer tokenFor(App whose, ECKey key) throws Exception {
        var now = server.clock().instant();
        SignedJWT assertion =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                        new JWTClaimsSet.Builder()
                                .issuer(whose.clientId())
                                .subject(whose.clientId())
                                .audience(server.issuer().toString())
                                .jwtID(UUID.randomUUID().toString())
                                .expirationTime(Date.from(now.plusSeconds(60)))
                                .build());
        assertion.sign(new ECDSASigner(key));
        return Http.post(
                URI.create(server.issuer() + "/oauth/token"),
                Http.encode(
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion",
                                assertion.serialize())),
                Map.of());
    }

    @Test
    @DisplayName("the set is read once, and serves until its answer is too old")
    void readOnce() throws Exception {
        publish(Map.of("Cache-Control", "public, max-age=600"), first);
        tokenFor(app, first).expectsStatus(200);
        tokenFor(app, first).expectsStatus(200);
        assertThat(site.asked()).isEqualTo(1);

        server.clock().advance(Duration.ofSeconds(599));
        tokenFor(app, first).expectsStatus(200);
        assertThat(site.asked()).isEqualTo(1);
        server.clock().advance(Duration.ofSeconds(1));
        tokenFor(app, first).expectsStatus(200);
        assertThat(site.asked()).isEqualTo(2);
    }

    @Test
    @DisplayName("Core §10.1.1 a kid that is not known makes it read anew, once a minute at most")
    void rotation() throws Exception {
        ECKey second = key("second");
        tokenFor(app, first).expectsStatus(200);
        publish(first, second);
        tokenFor(app, second).expectsError("invalid_client");
        assertThat(site.asked()).isEqualTo(1);

        server.clock().advance(Duration.ofMinutes(1));
        tokenFor(app, second).expectsStatus(200);
        tokenFor(app, first).expectsStatus(200);
        assertThat(site.asked()).isEqualTo(2);
    }

    @Test
    @DisplayName("a key under a kid that was used before is found, too")
    void replacedUnderItsName() throws Exception {
        tokenFor(app, first).expectsStatus(200);
        ECKey other = key("first");
        publish(other);
        server.clock().advance(Duration.ofMinutes(1));
        tokenFor(app, other).expectsStatus(200);
        tokenFor(app, first).expectsError("invalid_client");
    }

    @Test
    @DisplayName("a key that is no longer published ends with the copy that has it")
    void withdrawn() throws Exception {
        tokenFor(app, first).expectsStatus(200);
        publish(key("second"));
        server.clock().advance(Duration.ofHours(1));
        tokenFor(app, first).expectsError("invalid_client");
    }

    @Test
    @DisplayName("a site that is away for an hour locks nobody out; one that is for days does")
    void away() throws Exception {
        tokenFor(app, first).expectsStatus(200);
        site.answering("/jwks", 503);
        server.clock().advance(Duration.ofHours(2));
        tokenFor(app, first).expectsStatus(200);
        tokenFor(app, first).expectsStatus(200);
        assertThat(site.asked()).as("it is left alone for a minute").isEqualTo(2);
        server.clock().advance(Duration.ofDays(2));
        tokenFor(app, first).expectsError("invalid_client");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":7}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T\"}]}",
                "<html>"
            })
    @DisplayName("what is no set of public keys lets nobody in, and is no fault of ours")
    void noSet(String body) throws Exception {
        site.put("/jwks", "application/json", body);
        tokenFor(app, first).expectsError("invalid_client");
    }

    @Test
    @DisplayName("an address inside the network is not asked, whatever a client registered")
    void forged() throws Exception {
        try (TestServer strict = TestServer.start()) {
            App inside =
                    strict.app(
                            Map.of(
                                    "token_endpoint_auth_method",
                                    "private_key_jwt",
                                    "jwks_uri",
                                    site.at("/jwks").toString()));
            TestServer lenient = server;
            server = strict;
            tokenFor(inside, first).expectsError("invalid_client");
            server = lenient;
            assertThat(site.asked()).isZero();
        }
    }

    @Test
    @DisplayName("of many at once one asks, and all are let in")
    void atOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls =
                    IntStream.range(0, 16)
                            .<Callable<Answer>>mapToObj(_ -> () -> tokenFor(app, first))
                            .toList();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answer.get().expectsStatus(200);
            }
        }
        assertThat(site.asked()).isEqualTo(1);
    }
}
