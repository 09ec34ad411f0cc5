package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.jose.CompactJwe;
import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.operator.inspector.Shown.Form;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a message is kept. Named values that are known to be harmless are, everything else is
 * not: a parameter that nobody thought of is hashed. A JWT is taken apart, and of its claims those
 * stay that speak of the protocol, not of the person.
 */
final class Disclosure {

    private static final int MOST_CHARACTERS = 2000;
    private static final int MOST_VALUES = 60;

    /** Of one message: who sends more does not fill the table faster. */
    private static final int MOST_IN_ALL = 16_000;

    private static final int HASH_CHARACTERS = 12;

    /** Parameters and members that hold no secret and cannot help to guess one. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "acr_values",
                    "action",
                    "active",
                    "actor_token_type",
                    "application_type",
                    "audience",
                    "authorization_details_types",
                    "authorization_signed_response_alg",
                    "authorization_encrypted_response_alg",
                    "authorization_encrypted_response_enc",
                    "client_assertion_type",
                    "client_id",
                    "client_id_issued_at",
                    "client_name",
                    "client_secret_expires_at",
                    "client_uri",
                    "code_challenge",
                    "code_challenge_method",
                    "default_acr_values",
                    "default_max_age",
                    "display",
                    "dpop_jkt",
                    "error",
                    "error_description",
                    "error_uri",
                    "exp",
                    "expires_in",
                    "grant_type",
                    "grant_types",
                    "iat",
                    "interval",
                    "id_token_signed_response_alg",
                    "id_token_encrypted_response_alg",
                    "id_token_encrypted_response_enc",
                    "initiate_login_uri",
                    "iss",
                    "introspection_encrypted_response_alg",
                    "introspection_encrypted_response_enc",
                    "introspection_signed_response_alg",
                    "issued_token_type",
                    "jwks_uri",
                    "login_hint",
                    "logo_uri",
                    "max_age",
                    "policy_uri",
                    "post_logout_redirect_uri",
                    "post_logout_redirect_uris",
                    "prompt",
                    "redirect_uri",
                    "redirect_uris",
                    "registration_client_uri",
                    "request_object_signing_alg",
                    "request_object_encryption_alg",
                    "request_object_encryption_enc",
                    "requested_token_type",
                    "require_auth_time",
                    "require_pkce",
                    "require_pushed_authorization_requests",
                    "require_signed_request_object",
                    "resource",
                    "response_mode",
                    "response_type",
                    "response_types",
                    "scope",
                    "software_id",
                    "software_version",
                    "subject_token_type",
                    "subject_type",
                    "sub",
                    "aud",
                    "backchannel_authentication_request_signing_alg",
                    "backchannel_token_delivery_mode",
                    "backchannel_client_notification_endpoint",
                    "requested_expiry",
                    "client",
                    "token_endpoint_auth_method",
                    "token_endpoint_auth_signing_alg",
                    "token_type",
                    "token_type_hint",
                    "tos_uri",
                    "ui_locales",
                    "userinfo_signed_response_alg",
                    "userinfo_encrypted_response_alg",
                    "userinfo_encrypted_response_enc",
                    "verification_uri");

    /** Claims that speak of the protocol. */
    private static final Set<String> PROTOCOL_CLAIMS =
            Set.of(
                    "acr",
                    "act",
                    "amr",
                    "at_hash",
                    "urn:openid:params:jwt:claim:rt_hash",
                    "ath",
                    "aud",
                    "auth_time",
                    "azp",
                    "c_hash",
                    "client_id",
                    "events",
                    "cnf",
                    "exp",
                    "htm",
                    "htu",
                    "iat",
                    "iss",
                    "jti",
                    "may_act",
                    "nbf",
                    "s_hash",
                    "scope",
                    "sid",
                    "sub");

    /** What people type: short enough to be found by trying. */
    private static final Set<String> GUESSABLE =
            Set.of(
                    "password",
                    "login",
                    "name",
                    "email",
                    "user_code",
                    "client_notification_token",
                    "verification_uri_complete",
                    "binding_message");

    /** What a token or a reference looks like: nobody finds it by trying. */
    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9._~:-]{32,}");

    private Disclosure() {}

    /** In the order in which they came; one that came twice stands there twice. */
    static List<Shown> of(Parameters parameters) {
        List<Shown> shown = new ArrayList<>();
        parameters
                .values()
                .forEach((name, values) -> values.forEach(value -> shown.add(of(name, value))));
        return bounded(shown);
    }

    /** The members of a JSON answer: of what it says about a person not even a hash stays. */
    static List<Shown> of(Map<String, Object> json) {
        List<Shown> shown = new ArrayList<>();
        json.forEach((name, value) -> {
            String text = value instanceof String said ? said : Json.text(value);
            if (name.equals(AuthorizationDetails.NAME)) {
                shown.add(of(name, text));
            } else if (PROTOCOL_CLAIMS.contains(name)) {
                shown.add(new Shown(name, cut(text, MOST_CHARACTERS), Form.PLAIN));
            } else if (HARMLESS.contains(name) || RANDOM.matcher(text).matches()) {
                shown.add(of(name, text));
            } else {
                shown.add(new Shown(cut(name, 200), "not kept", Form.HIDDEN));
            }
        });
        return bounded(shown);
    }

    static Shown of(String name, String value) {
        String label = cut(name, 200);
        if (HARMLESS.contains(name)) {
            return new Shown(label, cut(value, MOST_CHARACTERS), Form.PLAIN);
        }
        if (value.isEmpty()) {
            return new Shown(label, "", Form.PLAIN);
        }
        if (name.equals(AuthorizationDetails.NAME)) {
            return new Shown(label, cut(DetailShape.of(value), MOST_CHARACTERS), Form.PLAIN);
        }
        if (GUESSABLE.contains(name)) {
            return new Shown(label, "not kept", Form.HIDDEN);
        }
        return decoded(value)
                .map(jwt -> new Shown(label, jwt, Form.DECODED))
                .orElseGet(() -> new Shown(label, hashed(value), Form.HASHED));
    }

    /** Enough to see that two are the same value, and far too little to be one. */
    static String hashed(String value) {
        String hash = OpaqueValue.sha256(value).substring(0, HASH_CHARACTERS);
        return "sha256:" + hash + "… (" + value.length() + " characters)";
    }

    private static List<Shown> bounded(List<Shown> all) {
        List<Shown> kept = new ArrayList<>();
        int characters = 0;
        for (Shown one : all) {
            characters += one.name().length() + one.value().length();
            if (kept.size() == MOST_VALUES || characters > MOST_IN_ALL) {
                kept.add(new Shown("…", "more was sent than is kept", Form.HIDDEN));
                break;
            }
            kept.add(one);
        }
        return kept;
    }

    private static Optional<String> decoded(String value) {
        String[] parts = value.split("\\.", -1);
        boolean encrypted = CompactJwe.isShape(value) && value.length() <= CompactJwe.LONGEST;
        if (!encrypted && (parts.length != 3 || value.length() > 16_000)) {
            return Optional.empty();
        }
        try {
            Map<String, Object> token = new LinkedHashMap<>();
            token.put("header", withoutSecretKey(part(parts[0])));
            token.put("claims", encrypted ? "encrypted" : harmless(part(parts[1])));
            return Optional.of(cut(Json.text(token), 2 * MOST_CHARACTERS));
        } catch (IllegalArgumentException | Json.Malformed other) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> part(String encoded) {
        return Json.object(
                new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
    }

    /** Somebody may have put the private half of a key beside the public one. */
    private static Map<String, Object> withoutSecretKey(Map<String, Object> header) {
        for (String key : List.of("jwk", "epk")) {
            if (header.get(key) instanceof Map<?, ?> jwk && !PublicJwk.isPublic(jwk)) {
                header.put(key, "not kept");
            }
        }
        return header;
    }

    private static Map<String, Object> harmless(Map<String, Object> claims) {
        Map<String, Object> kept = new LinkedHashMap<>();
        claims.forEach((name, value) ->
                kept.put(
                        name,
                        holdsSecretKey(value)
                                ? "not kept"
                                : name.equals(AuthorizationDetails.NAME)
                                        ? DetailShape.of(value)
                                        : PROTOCOL_CLAIMS.contains(name) || HARMLESS.contains(name)
                                                ? value
                                                : name.equals("nonce")
                                                        ? hashed(String.valueOf(value))
                                                        : "not kept"));
        return kept;
    }

    /** Of a confirmation (RFC 7800 §3.2), as an attestation has it. */
    private static boolean holdsSecretKey(Object cnf) {
        return cnf instanceof Map<?, ?> members
                && members.get("jwk") instanceof Map<?, ?> jwk
                && !PublicJwk.isPublic(jwk);
    }

    private static String cut(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, most) + "… (" + text.length() + " characters)";
    }
}
