package dev.symbolon.protocol.token;

import dev.symbolon.base.http.Response;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.tokens.AccessToken;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RFC 6749 §5.1, Core §3.1.3.3.
 *
 * @param refreshToken absent where the client gets none
 * @param idToken absent where {@code openid} was not granted
 * @param issuedTokenType RFC 8693 §2.2.1; absent where no token was exchanged
 */
record TokenResponse(
        AccessToken accessToken,
        @Nullable String refreshToken,
        @Nullable String idToken,
        @Nullable String issuedTokenType) {

    TokenResponse(
            AccessToken accessToken, @Nullable String refreshToken, @Nullable String idToken) {
        this(accessToken, refreshToken, idToken, null);
    }

    Response toHttp() {
        // RFC 6749 §5.1 asks for both; OAuth 2.1 for the first, which a JSON answer has anyway.
        return Response.json(200, toMap()).with("Pragma", "no-cache");
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("access_token", accessToken.value());
        if (issuedTokenType != null) {
            json.put("issued_token_type", issuedTokenType);
        }
        json.put("token_type", accessToken.type());
        json.put("expires_in", accessToken.lifetime().toSeconds());
        if (refreshToken != null) {
            json.put("refresh_token", refreshToken);
        }
        if (idToken != null) {
            json.put("id_token", idToken);
        }
        // RFC 6749 §5.1 wants it only where it differs from the request; always said, nobody has to
        // compare.
        if (!accessToken.scope().isEmpty()) {
            json.put("scope", accessToken.scope().toString());
        }
        if (!accessToken.details().isEmpty()) {
            // RFC 9396 §7.
            json.put(AuthorizationDetails.NAME, accessToken.details().toJson());
        }
        return json;
    }
}
