package dev.symbolon.examples.commandline;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.symbolon.examples.oauth.Tokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps the tokens between runs, in a file that only its owner can read. */
record TokenFile(Path path) {

    /** Nothing where nobody signed in yet, or where the file makes no sense. */
    Optional<Tokens> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            Map<String, Object> json = JSONObjectUtils.parse(Files.readString(path));
            String refresh = JSONObjectUtils.getString(json, "refresh_token");
            String idToken = JSONObjectUtils.getString(json, "id_token");
            return Optional.of(
                    new Tokens(
                            new BearerAccessToken(JSONObjectUtils.getString(json, "access_token")),
                            Instant.parse(JSONObjectUtils.getString(json, "expires_at")),
                            Scope.parse(JSONObjectUtils.getString(json, "scope")),
                            URI.create(JSONObjectUtils.getString(json, "resource")),
                            refresh == null ? null : new RefreshToken(refresh),
                            idToken == null ? null : JWTParser.parse(idToken),
                            JSONObjectUtils.getString(json, "sub")));
        } catch (ParseException | RuntimeException damaged) {
            return Optional.empty();
        }
    }

    /** Replaces the file in one step, so that a crash leaves the old tokens or the new ones. */
    void write(Tokens tokens) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("access_token", tokens.access().getValue());
        json.put("expires_at", tokens.expiresAt().toString());
        json.put("scope", tokens.scope().toString());
        json.put("resource", String.valueOf(tokens.resource()));
        json.put("sub", tokens.subject());
        if (tokens.refresh() != null) {
            json.put("refresh_token", tokens.refresh().getValue());
        }
        if (tokens.idToken() != null) {
            json.put("id_token", tokens.idToken().serialize());
        }
        Files.createDirectories(path.getParent());
        // A temporary file is readable by its owner only from the moment it exists.
        Path next = Files.createTempFile(path.getParent(), "tokens", ".part");
        Files.writeString(next, JSONObjectUtils.toJSONString(json));
        Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
