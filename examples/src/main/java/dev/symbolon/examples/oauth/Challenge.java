package dev.symbolon.examples.oauth;

import com.nimbusds.oauth2.sdk.Scope;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why an API did not answer, as its WWW-Authenticate header says it (RFC 6750 §3, RFC 9470 §3).
 *
 * @param error absent where no token was sent
 * @param scope what would be enough; empty where the API does not say
 * @param maxAge seconds that the sign-in may be old; absent where the age does not matter
 */
public record Challenge(
        int status,
        @Nullable String error,
        String description,
        Scope scope,
        @Nullable Integer maxAge) {

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    public static Challenge parse(int status, String header) {
        Map<String, String> parameters = new HashMap<>();
        PARAMETER.matcher(header).results().forEach(p -> parameters.put(p.group(1), p.group(2)));
        String maxAge = parameters.getOrDefault("max_age", "");
        return new Challenge(
                status,
                parameters.get("error"),
                parameters.getOrDefault("error_description", "HTTP " + status),
                Scope.parse(parameters.getOrDefault("scope", "")),
                SECONDS.matcher(maxAge).matches() ? Integer.valueOf(maxAge) : null);
    }

    /** Whether the person can help: allow more, or sign in again. */
    public boolean canBeMet() {
        return "insufficient_scope".equals(error)
                || "insufficient_user_authentication".equals(error);
    }

    /** What to ask the provider for, so that the same request will succeed. */
    public Wish wish(Tokens tokens, URI api) {
        return Wish.of("openid")
                .with(tokens.scope())
                .with(scope)
                .at(api)
                .within(maxAge)
                .by(tokens.idToken());
    }
}
