package dev.symbolon;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.browser.Visitor;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Accounts.Creation;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.signin.Password;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Walks through what a server usually does, for the JVM's AOT cache: what was loaded and how often
 * it ran is remembered for the next start. It asks the server over HTTP, as everybody does.
 */
final class Training {

    private static final int ROUNDS = 20;
    private static final String VERIFIER = "symbolon-trains-with-this-verifier-0123456789";
    private static final String PASSWORD = "trains-only-once";

    private final URI issuer;
    private final Parts parts;
    private final Visitor visitor = new Visitor();
    private final HttpClient browser =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Training(URI issuer, Parts parts) {
        this.issuer = issuer;
        this.parts = parts;
    }

    void run() {
        Tenant tenant = parts.tenants().first();
        Registered app = parts.clients().register(tenant, metadata());
        String basic = basic(app);
        account(tenant);
        for (int round = 0; round < ROUNDS; round++) {
            get("/.well-known/openid-configuration");
            get("/oauth/jwks");
            get("/");
            get("/rules");
            codeFlow(app.client().clientId(), basic);
            post("/oauth/token", Map.of("grant_type", "client_credentials"), basic);
        }
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "client_name",
                "Training",
                "redirect_uris",
                List.of(redirectUri()),
                "grant_types",
                List.of("authorization_code", "refresh_token", "client_credentials"),
                "scope",
                "openid profile email offline_access");
    }

    private String redirectUri() {
        return issuer + "/trained";
    }

    private static String basic(Registered app) {
        String secret = Objects.requireNonNull(app.clientSecret()).value();
        String pair = app.client().clientId() + ":" + secret;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private void account(Tenant tenant) {
        if (parts.accounts().create(tenant, NewAccount.named("trainee"))
                instanceof Creation.Created(var account)) {
            parts.passwords()
                    .set(
                            new Trace(FlowId.random()),
                            tenant,
                            account.id(),
                            Password.typed(PASSWORD));
        }
    }

    private void codeFlow(String clientId, String basic) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", clientId);
        request.put("response_type", "code");
        request.put("redirect_uri", redirectUri());
        request.put("scope", "openid profile email offline_access");
        request.put("state", "state");
        request.put("nonce", "nonce");
        request.put("code_challenge", OpaqueValue.sha256(VERIFIER));
        request.put("code_challenge_method", "S256");
        request.put("prompt", "consent");
        HttpResponse<String> page = get(Parameters.of(request).appendedTo("/oauth/authorize"));
        while (page.uri().getPath().equals("/sign-in") || page.uri().getPath().equals("/consent")) {
            Map<String, String> form = Visitor.hidden(page.body());
            if (page.uri().getPath().equals("/sign-in")) {
                form.put("login", "trainee");
                form.put("password", PASSWORD);
            } else {
                form.put("action", "allow");
            }
            HttpResponse<String> next = post(page.uri().getPath(), form, "");
            if (next.uri().equals(page.uri()) || next.statusCode() == 422) {
                throw new IllegalStateException("the training got stuck at " + next.uri());
            }
            page = next;
        }
        String code =
                Parameters.parse(page.uri().getRawQuery() == null ? "" : page.uri().getRawQuery())
                        .first("code")
                        .orElse("");
        Map<String, Object> tokens =
                Json.object(
                        post(
                                        "/oauth/token",
                                        Map.of(
                                                "grant_type",
                                                "authorization_code",
                                                "code",
                                                code,
                                                "redirect_uri",
                                                redirectUri(),
                                                "code_verifier",
                                                VERIFIER),
                                        basic)
                                .body());
        if (!tokens.containsKey("refresh_token")) {
            throw new IllegalStateException("the training got no tokens: " + tokens.keySet());
        }
        post(
                "/oauth/token",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        String.valueOf(tokens.get("refresh_token"))),
                basic);
        send(
                HttpRequest.newBuilder(issuer.resolve("/oauth/userinfo"))
                        .header("Authorization", "Bearer " + tokens.get("access_token")));
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(issuer + path)));
    }

    private HttpResponse<String> post(String path, Map<String, String> form, String authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(issuer + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", issuer.toString())
                        .POST(BodyPublishers.ofString(Parameters.of(form).encoded()));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request);
    }

    /** As a browser does: with its cookies, and on to where it is sent. */
    private HttpResponse<String> send(HttpRequest.Builder request) {
        visitor.cookies().ifPresent(cookies -> request.setHeader("Cookie", cookies));
        HttpResponse<String> response = exchange(request.build());
        response.headers().allValues("set-cookie").forEach(visitor::keep);
        return response.headers()
                .firstValue("location")
                .map(to -> send(HttpRequest.newBuilder(response.uri().resolve(to))))
                .orElse(response);
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return browser.send(request, BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the training was interrupted", asked);
        }
    }
}
