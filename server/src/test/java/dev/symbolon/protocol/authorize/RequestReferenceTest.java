package dev.symbolon.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.symbolon.TestServer;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Site;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9101 request objects, by reference")
class RequestReferenceTest {

    private static final String TYPE = "application/oauth-authz-req+jwt";

    private static Site site;
    private static TestServer server;
    private static RSAKey key;
    private static App app;
    private static Browser alice;

    @BeforeAll
    static void start() throws Exception {
        site = new Site();
        server = TestServer.start(TestDatabases.fresh(), Site.HERE);
        key = new RSAKeyGenerator(2048).keyID("signing").generate();
        app =
                server.app(
                        Map.of(
                                "jwks",
                                new JWKSet(key).toPublicJWKSet().toJSONObject(),
                                "request_uris",
                                List.of(
                                        site.at("/request").toString(),
                                        site.at("/hashed") + "#registered")));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().uri()));
    }

    @AfterAll
    static void stop() {
        server.close();
        site.close();
    }

    private static String signed(Map<String, Object> parameters) throws Exception {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
        parameters.forEach(claims::claim);
        SignedJWT object =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("signing").build(),
                        claims.build());
        object.sign(new RSASSASigner(key));
        return object.serialize();
    }

    private static URI uri(App whose, Map<String, ?> beside) {
        Map<String, Object> all = new LinkedHashMap<>(beside);
        all.put("client_id", whose.clientId());
        return URI.create(server.issuer() + "/oauth/authorize?" + Http.encode(all));
    }

    private static URI uri(String requestUri) {
        return uri(app, Map.of("request_uri", requestUri));
    }

    private static void refused(Answer page, String rule) {
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.body()).contains(rule);
    }

    @Test
    @DisplayName(
            "§5.2 client_id and request_uri are a whole request; what stands beside is ignored")
    void wholeFlow() throws Exception {
        URI at = site.put("/request", TYPE, signed(app.request().parameters()) + "\n");
        Answer landed =
                alice.get(
                        uri(
                                app,
                                Map.of(
                                        "request_uri", at,
                                        "state", "mallory",
                                        "redirect_uri", "https://mallory.example")));
        assertThat(landed.sent().first("state")).contains("state-1");
        app.redeem(App.code(landed)).expectsStatus(200);
    }

    @Test
    @DisplayName("the object is read once: who signs in meanwhile does not see another")
    void readOnce() throws Exception {
        URI at = site.put("/request", TYPE, signed(app.request().parameters()));
        Browser bob = server.browser();
        Answer signIn = bob.get(uri(at.toString()));
        int asked = site.asked();
        site.put("/request", TYPE, signed(app.request().with("state", "another one").parameters()));
        Answer landed = bob.allow(bob.signIn(signIn, "bob", TestServer.PASSWORD));
        assertThat(landed.sent().first("state")).contains("state-1");
        assertThat(site.asked()).isEqualTo(asked);
    }

    @Test
    @DisplayName("Nimbus's SDK sends the browser with a reference")
    void foreignClient() throws Exception {
        URI at = site.put("/request", TYPE, signed(app.request().parameters()));
        URI request =
                new AuthorizationRequest.Builder(at, new ClientID(app.clientId()))
                        .endpointURI(URI.create(server.issuer() + "/oauth/authorize"))
                        .build()
                        .toURI();
        app.redeem(App.code(alice.get(request))).expectsStatus(200);
    }

    @Test
    @DisplayName("§10.4.1 an address that is not registered is not asked")
    void foreignAddress() throws Exception {
        URI at = site.put("/other", TYPE, signed(app.request().parameters()));
        int asked = site.asked();
        refused(alice.get(uri(at.toString())), "request-object.reference-registered");
        refused(alice.get(uri(site.at("/request/") + "")), "request-object.reference-registered");
        refused(alice.get(uri(site.at("/hashed") + "")), "request-object.reference-registered");
        assertThat(site.asked()).isEqualTo(asked);
    }

    @Test
    @DisplayName(
            "Core §6.2 a fragment is the hash of what stands there, but where it was registered before that was known")
    void fragment() throws Exception {
        String object = signed(app.request().parameters());
        URI at = site.put("/request", TYPE, object);
        App.code(alice.get(uri(at + "#" + OpaqueValue.sha256(object))));
        refused(
                alice.get(uri(at + "#" + OpaqueValue.sha256("another"))),
                "request-object.reference-hash");
        site.put("/hashed", TYPE, object);
        App.code(alice.get(uri(site.at("/hashed") + "#registered")));
    }

    @Test
    @DisplayName("§6.1 what cannot be read, or is no object of the client, leads to no app")
    void unreadable() throws Exception {
        String at = site.put("/request", TYPE, "<html>").toString();
        refused(alice.get(uri(at)), "request-object.form");
        site.answering("/request", 302);
        refused(alice.get(uri(at)), "request-object.reference-read");
        site.put("/request", TYPE, "x".repeat(300_000));
        refused(alice.get(uri(at)), "request-object.reference-read");
        site.put("/request", TYPE, signed(Map.of("request_uri", at)));
        refused(alice.get(uri(at)), "request-object.not-nested");
    }

    @Test
    @DisplayName("§5 request and request_uri are not sent together, and neither twice")
    void oneOfThem() throws Exception {
        String object = signed(app.request().parameters());
        String at = site.put("/request", TYPE, object).toString();
        refused(
                alice.get(uri(app, Map.of("request_uri", at, "request", object))),
                "request-object.once");
        refused(alice.get(URI.create(uri(at) + "&request_uri=" + at)), "request-object.once");
    }

    @Test
    @DisplayName("Core §3.1.2.6 an app without such addresses hears request_uri_not_supported")
    void notRegistered() {
        App plain = server.confidentialApp();
        Answer sent = alice.get(plain.request().with("request_uri", site.at("/request")).uri());
        assertThat(sent.sent().first("error")).contains("request_uri_not_supported");
    }

    @Test
    @DisplayName("Discovery says that references are taken, of registered addresses only")
    void discovered() {
        assertThat(server.metadata())
                .containsEntry("request_uri_parameter_supported", true)
                .containsEntry("require_request_uri_registration", true);
    }
}
