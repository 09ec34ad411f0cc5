package dev.symbolon.operator.playground;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.oauth.Pkce;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that is being put together.
 *
 * @param lines the parameters as they are edited: {@code name=value}, one a line
 * @param verifier the secret behind the challenge in the lines; empty where there is none
 */
public record Draft(Kind kind, String client, String lines, String verifier) {

    /** An authorization request without fault. */
    static Draft authorization(Client client) {
        String verifier = Pkce.newVerifier();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.clientId());
        if (!client.metadata().redirectUris().isEmpty()) {
            parameters.put("redirect_uri", client.metadata().redirectUris().getFirst().value());
        }
        parameters.put("scope", "openid");
        parameters.put("state", Pkce.newVerifier().substring(0, 12));
        parameters.put("nonce", Pkce.newVerifier().substring(0, 12));
        parameters.put("code_challenge", OpaqueValue.sha256(verifier));
        parameters.put("code_challenge_method", "S256");
        return new Draft(Kind.AUTHORIZE, client.clientId(), lines(parameters), verifier);
    }

    /** The token request that a client makes for itself. */
    static Draft clientCredentials(Client client) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "client_credentials");
        return token(client.clientId(), client.isPublic(), parameters);
    }

    /** What comes after a request was pushed. */
    static Draft pushed(String client, String requestUri, String verifier) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", client);
        parameters.put("request_uri", requestUri);
        return new Draft(Kind.AUTHORIZE, client, lines(parameters), verifier);
    }

    /** What comes after a code. */
    static Draft redemption(
            String client, boolean isPublic, String redirectUri, String code, String verifier) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", redirectUri);
        parameters.put("code_verifier", verifier);
        return token(client, isPublic, parameters);
    }

    /** What comes after a refresh token. */
    static Draft refresh(String client, boolean isPublic, String refreshToken) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "refresh_token");
        parameters.put("refresh_token", refreshToken);
        return token(client, isPublic, parameters);
    }

    private static Draft token(String client, boolean isPublic, Map<String, String> parameters) {
        parameters.put("client_id", client);
        if (!isPublic) {
            parameters.put("client_secret", "");
        }
        return new Draft(Kind.TOKEN, client, lines(parameters), "");
    }

    /** What comes after an access token. */
    static Draft userinfo(String client, String accessToken) {
        return new Draft(Kind.USERINFO, client, "access_token=" + accessToken, "");
    }

    /** The parameters as they are sent; a line without an equals sign has no value. */
    Parameters parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String line : lines.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            int equals = line.indexOf('=');
            parameters
                    .computeIfAbsent(
                            equals < 0 ? line : line.substring(0, equals), _ -> new ArrayList<>(1))
                    .add(equals < 0 ? "" : line.substring(equals + 1));
        }
        return new Parameters(parameters);
    }

    /** As it goes over the wire, for people. */
    public String preview() {
        String encoded = parameters().encoded().replace("&", "\n    &");
        return kind.method().equals("GET")
                ? "GET " + kind.path() + "\n    ?" + encoded
                : "POST "
                        + kind.path()
                        + "\nContent-Type: application/x-www-form-urlencoded\n\n    "
                        + encoded;
    }

    private static String lines(Map<String, String> parameters) {
        StringBuilder lines = new StringBuilder();
        parameters.forEach(
                (name, value) -> lines.append(name).append('=').append(value).append('\n'));
        return lines.toString();
    }
}
