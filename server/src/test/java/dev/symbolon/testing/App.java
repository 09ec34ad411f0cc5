package dev.symbolon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.secret.OpaqueValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registered client, speaking by hand. */
public final class App {

    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public static final String CALLBACK = "https://app.example/callback";

    private final URI issuer;
    private final String clientId;
    private final @Nullable String secret;
    private final Map<String, String> headers;

    public App(URI issuer, String clientId, @Nullable String secret) {
        this(issuer, clientId, secret, Map.of());
    }

    private App(URI issuer, String clientId, @Nullable String secret, Map<String, String> headers) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.secret = secret;
        this.headers = headers;
    }

    /** The same app, with one more header on what it posts. */
    public App sending(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new App(issuer, clientId, secret, more);
    }

    public String clientId() {
        return clientId;
    }

    public String secret() {
        return String.valueOf(secret);
    }

    /** An authorization request without fault; tests change what they are about. */
    public Request request() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("scope", "openid");
        parameters.put("state", "state-1");
        parameters.put("nonce", "nonce-1");
        parameters.put("code_challenge", OpaqueValue.sha256(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        return new Request(issuer, parameters);
    }

    /** Parameters of an authorization request; every change is a new one. */
    public record Request(URI issuer, Map<String, Object> parameters) {
        public Request with(String name, Object value) {
            Map<String, Object> more = new LinkedHashMap<>(parameters);
            more.put(name, value);
            return new Request(issuer, more);
        }

        public Request without(String name) {
            Map<String, Object> fewer = new LinkedHashMap<>(parameters);
            fewer.remove(name);
            return new Request(issuer, fewer);
        }

        public URI uri() {
            return URI.create(issuer + "/oauth/authorize?" + Http.encode(parameters));
        }
    }

    /** Leaves a request at the server (RFC 9126). */
    public Answer push(Request request) {
        return post("/oauth/par", request.parameters());
    }

    /** Where the browser goes with a reference to a request that was left. */
    public URI pushed(String requestUri) {
        return URI.create(
                issuer
                        + "/oauth/authorize?"
                        + Http.encode(Map.of("client_id", clientId, "request_uri", requestUri)));
    }

    /** The code that a redirect carries. */
    public static String code(Answer redirect) {
        assertThat(redirect.status()).as("%s", redirect.body()).isEqualTo(303);
        return redirect.sent().first("code").orElseThrow(() -> new AssertionError(redirect));
    }

    public Answer redeem(String code) {
        return token(exchange(code));
    }

    /** A token request for a code without fault. */
    public Map<String, Object> exchange(String code) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", CALLBACK);
        form.put("code_verifier", VERIFIER);
        return form;
    }

    public Answer refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** A device asks to be connected (RFC 8628 §3.1). */
    public Answer connect(Map<String, ?> form) {
        return post("/oauth/device", form);
    }

    /** It asks whether the person has answered (RFC 8628 §3.4). */
    public Answer poll(String deviceCode) {
        return token(
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        deviceCode));
    }

    /** It asks a person who is not there (CIBA §7.1). */
    public Answer askElsewhere(Map<String, ?> form) {
        return post("/oauth/bc-authorize", form);
    }

    /** It asks whether that person has answered (CIBA §10.1). */
    public Answer answered(String authReqId) {
        return token(
                Map.of(
                        "grant_type",
                        "urn:openid:params:grant-type:ciba",
                        "auth_req_id",
                        authReqId));
    }

    public Answer token(Map<String, ?> form) {
        return post("/oauth/token", form);
    }

    /**
     * Posts as this client: with its secret in the header, or its client_id in the form where it
     * has none.
     */
    public Answer post(String path, Map<String, ?> form) {
        Map<String, Object> all = new LinkedHashMap<>(form);
        if (secret == null) {
            all.putIfAbsent("client_id", clientId);
        }
        return Http.post(URI.create(issuer + path), Http.encode(all), credentials());
    }

    private Map<String, String> credentials() {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (secret != null) {
            all.put("Authorization", basic(clientId, secret));
        }
        return all;
    }

    public static String basic(String id, String secret) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    public Answer userinfo(String accessToken) {
        return Http.get(
                URI.create(issuer + "/oauth/userinfo"),
                Map.of("Authorization", "Bearer " + accessToken));
    }

    public Answer introspect(String token) {
        return post("/oauth/introspect", Map.of("token", token));
    }

    public Answer revoke(String token) {
        return post("/oauth/revoke", Map.of("token", token));
    }

    /** The claims of a JWT, its signature not looked at. */
    public static Map<String, Object> claims(String jwt) {
        String payload = jwt.split("\\.")[1];
        return dev.symbolon.base.json.Json.object(
                new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }
}
