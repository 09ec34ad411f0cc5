package dev.symbolon.operator.inspector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The setting whose change would let a refused request pass, where it is the registration that
 * differs and not the request.
 *
 * @param member of the client's metadata (RFC 7591 §2)
 * @param value what it would have to hold; absent where that depends
 */
public record Remedy(String member, @Nullable String value) {

    private static final Map<String, String> MEMBERS =
            Map.of(
                    "authorize.redirect-uri-registered", "redirect_uris",
                    "authorize.code-flow-allowed", "grant_types",
                    "authorize.scope-allowed", "scope",
                    "token.grant-type-allowed", "grant_types",
                    "client-credentials.scope", "scope",
                    "client-authentication.method-registered", "token_endpoint_auth_method",
                    "logout.redirect-uri-registered", "post_logout_redirect_uris");

    /** Nothing where no setting would help, or none should be changed for it. */
    static @Nullable Remedy of(Step.Check failure) {
        String member = MEMBERS.get(failure.rule());
        return member == null ? null : new Remedy(member, failure.received());
    }
}
