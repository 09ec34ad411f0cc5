package dev.symbolon.examples.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Mooring's API as an app calls it: with an access token, never with a password. */
public final class MooringApi {

    /** An app that a person runs on Mooring. */
    public record App(String id, String name, long version, String log) {

        static App of(Map<String, Object> json) {
            try {
                return new App(
                        JSONObjectUtils.getString(json, "id"),
                        JSONObjectUtils.getString(json, "name"),
                        JSONObjectUtils.getLong(json, "version"),
                        JSONObjectUtils.getString(json, "log"));
            } catch (ParseException malformed) {
                throw new FlowFailure("Mooring's answer cannot be read", malformed);
            }
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI url;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    public MooringApi(URI url) {
        this.url = url;
    }

    /** Its RFC 8707 identifier is its address. */
    public URI identifier() {
        return url;
    }

    public List<App> apps(AccessToken token) {
        try {
            var json = JSONObjectUtils.parse(send("GET", "/apps", token));
            return Stream.of(JSONObjectUtils.getJSONObjectArray(json, "apps"))
                    .map(App::of)
                    .toList();
        } catch (ParseException malformed) {
            throw new FlowFailure("Mooring's answer cannot be read", malformed);
        }
    }

    public App deploy(AccessToken token, String id) {
        try {
            String path = "/apps/" + segment(id) + "/deployments";
            return App.of(JSONObjectUtils.parse(send("POST", path, token)));
        } catch (ParseException malformed) {
            throw new FlowFailure("Mooring's answer cannot be read", malformed);
        }
    }

    public String file(AccessToken token, String name) {
        return send("GET", "/files/" + segment(name), token);
    }

    private static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String send(String method, String path, AccessToken token) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .method(method, BodyPublishers.noBody())
                        .header("Authorization", token.toAuthorizationHeader())
                        .timeout(TIMEOUT)
                        .build();
        try {
            return body(http.send(request, BodyHandlers.ofString()));
        } catch (IOException unreachable) {
            throw new FlowFailure("Cannot reach Mooring", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FlowFailure("Stopped while waiting for Mooring", stopped);
        }
    }

    private static String body(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            String header = response.headers().firstValue("WWW-Authenticate").orElse("");
            throw new Challenged(Challenge.parse(status, header));
        }
        if (status != 200 && status != 201) {
            throw new FlowFailure("Mooring answered " + status);
        }
        return response.body();
    }
}
