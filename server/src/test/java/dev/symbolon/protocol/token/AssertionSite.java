package dev.symbolon.protocol.token;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.OtherIssuer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that trusts another issuer, whose subject u-1 is alice here. */
public final class AssertionSite implements AutoCloseable {

    /** Trusted with emails, too. */
    static final String BY_EMAIL = "https://mail.example";

    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final OtherIssuer idp = new OtherIssuer();
    private final TestServer server;
    private final App wiki;

    public AssertionSite() {
        String trusted =
                Json.text(Map.of(OtherIssuer.ISSUER, trust("linked"), BY_EMAIL, trust("email")));
        server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of("assertions.trusted-issuers", trusted, "sign-up.enabled", "true"));
        server.link("alice", OtherIssuer.ISSUER, "u-1");
        wiki = client("wiki", Map.of());
    }

    private Map<String, Object> trust(String accounts) {
        return Map.of(
                "jwks", idp.jwks(),
                "clients", List.of("wiki", "spa"),
                "scope", "api:read openid",
                "accepts", List.of("jwt", "id-jag"),
                "accounts", accounts);
    }

    App client(String id, Map<String, ?> metadata) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("client_id", id);
        all.put("grant_types", List.of(JWT_BEARER));
        all.put("response_types", List.of());
        all.put("redirect_uris", List.of());
        all.put("post_logout_redirect_uris", List.of());
        all.put("scope", "openid api:read api:write");
        all.putAll(metadata);
        return server.app(all);
    }

    public TestServer server() {
        return server;
    }

    public App wiki() {
        return wiki;
    }

    public OtherIssuer idp() {
        return idp;
    }

    /** An assertion without fault about alice; null takes a claim away. */
    public Map<String, Object> claims(Map<String, ?> other) {
        long now = server.clock().instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", OtherIssuer.ISSUER);
        claims.put("sub", "u-1");
        claims.put("aud", server.origin());
        claims.put("iat", now);
        claims.put("exp", now + 300);
        claims.put("jti", OpaqueValue.randomId());
        claims.putAll(other);
        return claims;
    }

    Map<String, Object> with(String name, @Nullable Object value) {
        Map<String, Object> claims = claims(Map.of());
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
        return claims;
    }

    /** An ID-JAG without fault for the wiki. */
    Map<String, Object> idJag(Map<String, ?> other) {
        Map<String, Object> claims = claims(Map.of("client_id", "wiki", "scope", "api:read"));
        claims.putAll(other);
        return claims;
    }

    Answer present(Map<String, Object> claims) {
        return present(idp.signed("JWT", claims));
    }

    Answer present(String assertion) {
        return wiki.token(form(assertion));
    }

    public static Map<String, Object> form(String assertion) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("grant_type", JWT_BEARER);
        form.put("assertion", assertion);
        return form;
    }

    @Override
    public void close() {
        server.close();
    }
}
