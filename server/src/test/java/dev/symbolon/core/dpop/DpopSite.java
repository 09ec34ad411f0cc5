package dev.symbolon.core.dpop;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server, apps and a person for tests of proofs. */
public final class DpopSite implements AutoCloseable {

    final TestServer server;
    final App app;
    final App spa;
    final Browser alice;

    public DpopSite() {
        this(Map.of());
    }

    DpopSite(Map<String, String> settings) {
        server = TestServer.start(TestDatabases.fresh(), settings);
        app = server.confidentialApp();
        spa = server.publicApp();
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        alice.allow(alice.get(app.request().with("scope", "openid profile").uri()));
    }

    public TestServer server() {
        return server;
    }

    public App app() {
        return app;
    }

    public App spa() {
        return spa;
    }

    public DpopKey key() {
        return new DpopKey(server.clock());
    }

    public String address(String path) {
        return server.issuer() + path;
    }

    public DpopKey.Proof proof(DpopKey key) {
        return key.proof("POST", address("/oauth/token"));
    }

    /** A code of alice's; what a public client may do she is asked each time. */
    public String code(App.Request request) {
        Answer answer = alice.get(request.uri());
        return App.code(answer.status() == 200 ? alice.allow(answer) : answer);
    }

    public String code(App of) {
        return code(of.request());
    }

    /** Tokens that are bound to the key. */
    public Answer tokens(App of, DpopKey key) {
        return proving(of, key).redeem(code(of)).expectsStatus(200);
    }

    /** The app, with a fresh proof on its next token request. */
    public App proving(App of, DpopKey key) {
        return of.sending("DPoP", proof(key).signed());
    }

    public DpopKey.Proof userinfoProof(DpopKey key, String token) {
        return key.proof("GET", address("/oauth/userinfo")).of(token);
    }

    public Answer userinfo(String scheme, String token, String... proofs) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", scheme + " " + token);
        for (String proof : proofs) {
            headers.put("DPoP", proof);
        }
        return Http.get(URI.create(address("/oauth/userinfo")), headers);
    }

    App machine(Map<String, ?> metadata) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("grant_types", List.of("client_credentials"));
        all.put("response_types", List.of());
        all.put("redirect_uris", List.of());
        all.put("post_logout_redirect_uris", List.of());
        all.put("scope", "api:read");
        all.putAll(metadata);
        return server.app(all);
    }

    @Override
    public void close() {
        server.close();
    }
}
