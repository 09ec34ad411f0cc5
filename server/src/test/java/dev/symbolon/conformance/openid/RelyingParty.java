package dev.symbolon.conformance.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.symbolon.TestServer;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.KeyedApp;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client as a certification registers it: by itself, for one response type, with a key and a
 * contact, and without a scope; its requests have a state and a nonce, and no PKCE.
 *
 * @param method how it authenticates
 * @param key what it signs with
 * @param registered what it was told at registration
 */
record RelyingParty(
        TestServer server,
        Variant variant,
        String method,
        RSAKey key,
        String redirectUri,
        Answer registered) {

    /** One for all of them: making one takes longer than a whole module. */
    static final RSAKey KEY = newKey("of-the-client");

    static RSAKey newKey(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Metadata without fault; what is given wins, and its jwks_uri stands in the place of jwks. */
    static Map<String, Object> metadata(Variant variant, Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("client_name", "Certification " + variant);
        metadata.put("grant_types", variant.grantTypes());
        if (!more.containsKey("jwks_uri")) {
            metadata.put("jwks", new JWKSet(KEY).toPublicJWKSet().toJSONObject());
        }
        metadata.put("token_endpoint_auth_method", "client_secret_basic");
        metadata.put("response_types", List.of(variant.responseType()));
        metadata.put("redirect_uris", List.of(App.CALLBACK));
        metadata.put("contacts", List.of("certification@suite.example"));
        metadata.putAll(more);
        return metadata;
    }

    static RelyingParty register(TestServer server, Variant variant) {
        return register(server, variant, Map.of());
    }

    static RelyingParty register(TestServer server, Variant variant, Map<String, ?> more) {
        Map<String, Object> metadata = metadata(variant, more);
        Answer answer = server.stranger().register(metadata).expectsStatus(201);
        String redirectUri =
                metadata.get("redirect_uris") instanceof List<?> all
                        ? String.valueOf(all.getFirst())
                        : App.CALLBACK;
        return new RelyingParty(
                server,
                variant,
                answer.text("token_endpoint_auth_method"),
                KEY,
                redirectUri,
                answer);
    }

    /** The same client, which has changed its key. */
    RelyingParty with(RSAKey other) {
        return new RelyingParty(server, variant, method, other, redirectUri, registered);
    }

    String clientId() {
        return registered.text("client_id");
    }

    App app() {
        return server.stranger().app(registered);
    }

    KeyedApp keyed() {
        return new KeyedApp(server.issuer(), clientId(), key, server.clock());
    }

    /** An authorization request without fault, in the order that tests change as they like. */
    Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("client_id", clientId());
        request.put("nonce", OpaqueValue.randomId() + "-._~");
        request.put("redirect_uri", redirectUri);
        request.put("response_type", variant.responseType());
        request.put("scope", "openid");
        request.put("state", OpaqueValue.randomId() + "-._~");
        if (variant.isFormPost()) {
            request.put("response_mode", "form_post");
        }
        return request;
    }

    Map<String, Object> request(String name, Object value) {
        Map<String, Object> request = request();
        request.put(name, value);
        return request;
    }

    URI authorizationUri(Map<String, Object> request) {
        return URI.create(server.issuer() + "/oauth/authorize?" + Http.encode(request));
    }

    /** Sends alice there; she signs in and allows where she is asked to. */
    Walk walk(Browser browser, Map<String, Object> request) {
        return new Walk(
                this, request, throughPages(browser, browser.get(authorizationUri(request))));
    }

    Walk walk(Browser browser) {
        return walk(browser, request());
    }

    static Answer throughPages(Browser browser, Answer first) {
        Answer page = first;
        if (page.asked().getPath().endsWith("/sign-in")) {
            page = browser.signIn(page, "alice", TestServer.PASSWORD);
        }
        return page.asked().getPath().endsWith("/consent") ? browser.allow(page) : page;
    }

    /** A token request for a code. */
    Map<String, Object> exchange(String code) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        return form;
    }

    /** Asks the token endpoint, authenticated as it registered. */
    Answer token(Map<String, ?> form) {
        String endpoint = server.issuer() + "/oauth/token";
        Map<String, Object> all = new LinkedHashMap<>(form);
        switch (method) {
            case "client_secret_basic" -> {
                return app().token(form);
            }
            case "client_secret_post" -> {
                all.put("client_id", clientId());
                all.put("client_secret", app().secret());
            }
            default -> {
                return token(form, endpoint);
            }
        }
        return Http.post(URI.create(endpoint), Http.encode(all), Map.of());
    }

    /** The same with an assertion for that audience. */
    Answer token(Map<String, ?> form, String audience) {
        JWTClaimsSet claims = keyed().claims().audience(audience).build();
        Map<String, Object> all = new LinkedHashMap<>(form);
        all.put("client_assertion", keyed().signed(JWSAlgorithm.RS256, claims));
        all.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        return Http.post(URI.create(server.issuer() + "/oauth/token"), Http.encode(all), Map.of());
    }
}
