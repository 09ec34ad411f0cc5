package dev.symbolon.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An app that does one thing wrong at a time. Its redirect URI is a path where nothing is. */
final class FaultyApp {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** RFC 7636, appendix B. */
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final URI issuer;
    private final String clientId;
    private final String secret;

    private FaultyApp(URI issuer, String clientId, String secret) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.secret = secret;
    }

    /** Registers it with the demo's command line. */
    static FaultyApp register(RunningDemo demo, String metadata) throws IOException {
        Path file = Files.createTempFile("metadata", ".json");
        try {
            Files.writeString(file, metadata);
            String told = demo.command("client", "add", "--metadata", file.toString(), "--json");
            return new FaultyApp(
                    demo.symbolon(),
                    member(told, "client_id"),
                    told.contains("client_secret\"") ? member(told, "client_secret") : "");
        } finally {
            Files.delete(file);
        }
    }

    /** The same app, with a secret that is not its own. */
    FaultyApp mistaken() {
        return new FaultyApp(issuer, clientId, "not-its-secret");
    }

    String clientId() {
        return clientId;
    }

    static URI callback(URI issuer) {
        return issuer.resolve("/faulty-app/callback");
    }

    /** A request without fault, to be changed. */
    Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", clientId);
        request.put("response_type", "code");
        request.put("redirect_uri", callback(issuer).toString());
        request.put("scope", "openid offline_access");
        request.put("state", "xyz");
        request.put("code_challenge", CHALLENGE);
        request.put("code_challenge_method", "S256");
        return request;
    }

    /** The redemption of a code, without fault. */
    Map<String, String> redemption(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", callback(issuer).toString());
        form.put("code_verifier", VERIFIER);
        return form;
    }

    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The answer of one of Symbolon's endpoints to a form. */
    String post(String path, Map<String, String> form) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(issuer.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(query(form)));
        if (!secret.isEmpty()) {
            String pair = clientId + ":" + secret;
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
        }
        return send(request);
    }

    String token(Map<String, String> form) {
        return post("/oauth/token", form);
    }

    /** What a browser asks before a script of another site may ask. */
    void preflight(String path, String origin) {
        send(
                HttpRequest.newBuilder(issuer.resolve(path))
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private static String send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** A member of a JSON object, a string. */
    static String member(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + json);
        }
        return matcher.group(1);
    }
}
