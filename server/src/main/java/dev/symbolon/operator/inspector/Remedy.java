package dev.symbolon.operator.inspector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The setting whose change would let a refused request pass, where it is what was set up that
 * differs and not the request.
 *
 * @param setting a member of the client's metadata (RFC 7591 §2) or of an API's definition, or a
 *     key of the settings
 * @param where it stands
 * @param value what it would have to hold; absent where that depends
 */
public record Remedy(String setting, String where, @Nullable String value) {

    private static final String CLIENT = "in the client's metadata";
    private static final String API = "in the API's definition";
    private static final String SERVER = "in the server's settings";

    /** What is received would have to be in it. */
    private static final Map<String, String> TAKES =
            Map.of(
                    "authorize.redirect-uri-registered", "redirect_uris",
                    "authorize.scope-allowed", "scope",
                    "token.grant-type-allowed", "grant_types",
                    "client-credentials.scope", "scope",
                    "client-authentication.method-registered", "token_endpoint_auth_method",
                    "logout.redirect-uri-registered", "post_logout_redirect_uris");

    private static final Map<String, Remedy> OTHERS =
            Map.of(
                    "authorize.code-flow-allowed",
                    new Remedy("grant_types", CLIENT, "authorization_code"),
                    "authorize.pushed",
                    new Remedy("require_pushed_authorization_requests", CLIENT, "false"),
                    "authorize.signed",
                    new Remedy("require_signed_request_object", CLIENT, "false"),
                    "introspection.for-who-asks",
                    new Remedy("introspected_by", API, null),
                    "code.not-expired",
                    new Remedy("tokens.code-lifetime", SERVER, null),
                    "refresh.not-expired",
                    new Remedy("tokens.refresh-idle-lifetime", SERVER, null),
                    "http.body-size",
                    new Remedy("http.max-body-bytes", SERVER, null),
                    "http.address-length",
                    new Remedy("http.max-header-bytes", SERVER, null),
                    "http.header-size",
                    new Remedy("http.max-header-bytes", SERVER, null));

    /** Nothing where no setting would help, or none should be changed for it. */
    static @Nullable Remedy of(Step.Check failure) {
        String member = TAKES.get(failure.rule());
        return member == null
                ? OTHERS.get(failure.rule())
                : new Remedy(member, CLIENT, failure.received());
    }
}
