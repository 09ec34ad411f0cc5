package dev.symbolon.operator.inspector;

import dev.symbolon.identity.account.StandardClaims;
import java.util.HashMap;
import java.util.Map;

/** Each parameter and member in a line, for those who meet it for the first time. */
public final class Glossary {

    private static final Map<String, String> LINES = new HashMap<>();

    static {
        LINES.put("access_token", "opens an API, for a few minutes");
        LINES.put("account", "whose name was typed; not proven yet");
        LINES.put("account_id", "the person, as the server knows them");
        LINES.put("act", "who acts with the token, and for whom before them");
        LINES.put("actor", "who acts for the person from here on");
        LINES.put("actor_token", "proves who acts for the person");
        LINES.put("actor_token_type", "which kind of token that is");
        LINES.put("acr", "how strongly the person signed in");
        LINES.put("acr_values", "how strongly the person should sign in");
        LINES.put("action", "the button that the person pressed");
        LINES.put("active", "whether the token holds");
        LINES.put("amr", "by what the person signed in");
        LINES.put(
                "application_type",
                "whether it is installed (native) or on a server or in a browser (web)");
        LINES.put("assertion", "what another issuer says of the person, signed");
        LINES.put("assertion_issuer", "whose word about the person this is");
        LINES.put("aud", "whom it is for");
        LINES.put("audience", "whom the new token is for");
        LINES.put(
                "authorization_details",
                "what the app wants to be allowed, field by field; values are not kept");
        LINES.put("authorization_details_types", "for which kinds of details the app may ask");
        LINES.put("auth_req_id", "stands for the request that waits; only the app knows it");
        LINES.put("auth_time", "when the person signed in, in seconds since 1970");
        LINES.put("Authorization", "who sends it, and the proof");
        LINES.put("binding_message", "what the app and the person's page both show");
        LINES.put("claims", "what the app wants to know of the person, one by one");
        LINES.put("client_assertion", "the app's proof, signed with its own key");
        LINES.put("client_assertion_type", "what kind of proof the assertion is");
        LINES.put("client_id", "which app this is");
        LINES.put("client_id_issued_at", "when the app was registered");
        LINES.put("client_name", "what people call the app");
        LINES.put("client_notification_token", "by which the app knows who tells it");
        LINES.put("client_secret", "the app's password");
        LINES.put("client_secret_expires_at", "when the secret ends; 0 is never");
        LINES.put("client_uri", "the app's website");
        LINES.put("code", "stands for what the person allowed; good once, for a minute");
        LINES.put("code_challenge", "the hash of a secret that only the app knows (PKCE)");
        LINES.put("code_challenge_method", "how the challenge was made: S256 is SHA-256");
        LINES.put("code_verifier", "the secret behind the challenge: proves it is the same app");
        LINES.put("device_code", "stands for the device that waits; only it knows it");
        LINES.put("consent", "why the person is asked again");
        LINES.put("decision", "what the server does next");
        LINES.put("contacts", "who answers for the app");
        LINES.put("display", "how the pages should be shown");
        LINES.put("DPoP", "a proof that the sender holds a key, made for this one request");
        LINES.put(
                "OAuth-Client-Attestation",
                "what an attester says of this instance of the app, and of its key");
        LINES.put(
                "OAuth-Client-Attestation-PoP",
                "a proof that this instance holds the attested key, made for this one request");
        LINES.put("attestation_challenge", "goes into the next proof of an attested instance");
        LINES.put("client_instance_jkt", "the hash of the key of the instance that pushed");
        LINES.put("dpop_jkt", "the hash of the key that the code shall be bound to (DPoP)");
        LINES.put("error", "what went wrong, for programs");
        LINES.put("error_description", "what went wrong, for people");
        LINES.put("error_uri", "where it is explained");
        LINES.put("exp", "until when it is good, in seconds since 1970");
        LINES.put("expires_in", "for how many seconds it is good");
        LINES.put("flow", "which run the form goes on with");
        LINES.put("form_token", "shows that the form came from a page of ours");
        LINES.put("grant_type", "by what the app asks for tokens");
        LINES.put("iat", "when it was made, in seconds since 1970");
        LINES.put("grant_types", "how the app may ask for tokens");
        LINES.put("id_token", "says who signed in, to the app");
        LINES.put("id_token_hint", "an earlier ID token: whom the app means");
        LINES.put("interaction", "which request the page belongs to");
        LINES.put("interval", "how many seconds to wait before asking again");
        LINES.put("iss", "who answers: stops mixing up two servers");
        LINES.put("issued_token_type", "which kind of token was given");
        LINES.put("issued_to", "the app that the token was issued to");
        LINES.put("jti", "the token's own number");
        LINES.put("jwks", "the public keys with which the app signs");
        LINES.put("login", "what the person typed as their name");
        LINES.put("login_hint", "whom the app expects to sign in");
        LINES.put("logout_token", "says whose session has ended, to the app");
        LINES.put("may_act", "the one app that may act with the token");
        LINES.put("max_age", "how many seconds ago the person may have signed in at most");
        LINES.put("nbf", "from when it is good, in seconds since 1970");
        LINES.put("nonce", "comes back in the ID token: binds it to this browser");
        LINES.put("Origin", "the site whose page sends this, as the browser says");
        LINES.put("password", "what the person typed");
        LINES.put("policy_uri", "what the app does with data");
        LINES.put("post_logout_redirect_uri", "where the browser goes after sign-out");
        LINES.put("post_logout_redirect_uris", "where the browser may go after sign-out");
        LINES.put("prompt", "whether the person must, or must not, be asked something");
        LINES.put("redirect_uri", "where the browser goes with the answer");
        LINES.put("redirect_uris", "where answers may be sent, each exactly");
        LINES.put("refresh_token", "gets new tokens later, without the person");
        LINES.put("registration_access_token", "opens what the app registered, to it alone");
        LINES.put("registration_client_uri", "where the app reads, changes and removes that");
        LINES.put("request", "the whole request, signed by the app");
        LINES.put(
                "request_uri",
                "stands for a request that the app left here before, or at an address of its own");
        LINES.put("requested_token_type", "which kind of token is wanted");
        LINES.put("requested_expiry", "for how many seconds the app would like to wait");
        LINES.put("resource", "the API that the token is for");
        LINES.put("response", "the whole answer, signed by the server");
        LINES.put("response_mode", "how the answer travels");
        LINES.put("response_type", "what the app wants to get: code");
        LINES.put("response_types", "what the app may ask the authorization endpoint for");
        LINES.put("scope", "what the app wants to be allowed");
        LINES.put("sid", "the person's session");
        LINES.put("software_id", "which software it is, the same at each installation");
        LINES.put("software_statement", "what a publisher says about the app, signed");
        LINES.put("software_version", "which version of it");
        LINES.put("state", "comes back as it was sent: binds the answer to this browser");
        LINES.put("sub", "who the person is, to this app");
        LINES.put("subject_token", "the token that is exchanged for another");
        LINES.put("subject_token_type", "which kind of token that is");
        LINES.put("token", "the token that is asked about, or given back");
        LINES.put("token_endpoint_auth_method", "how the app proves who it is");
        LINES.put("token_type", "how the token is sent: Bearer, or DPoP with a proof");
        LINES.put("token_type_hint", "which kind of token it is");
        LINES.put("tos_uri", "the app's terms");
        LINES.put("ui_locales", "the languages that the app wishes for");
        LINES.put("user_code", "what the device shows and the person types");
        LINES.put("verification_uri", "where the person types the code");
        LINES.put("verification_uri_complete", "the same with the code in it, for a QR code");
        LINES.put("database", "reading and writing");
        LINES.put("hashing", "making a password's hash, slow on purpose");
        LINES.put("signing", "signing tokens");
        StandardClaims.supported()
                .forEach(claim -> LINES.putIfAbsent(claim, "something about the person"));
    }

    private Glossary() {}

    /** Empty where nothing is known of it. */
    public static String line(String name) {
        return LINES.getOrDefault(name, "");
    }
}
