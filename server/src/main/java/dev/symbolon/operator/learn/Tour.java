package dev.symbolon.operator.learn;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.oauth.Pkce;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.operator.inspector.Party;
import dev.symbolon.operator.inspector.Rehearsal;
import dev.symbolon.operator.inspector.Rehearsal.Heard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Walks through the flows, with and without a thief, and tells what happens. */
final class Tour {

    private static final String AUTHORIZE = "/oauth/authorize";
    private static final String TOKEN = "/oauth/token";

    private final Ground ground;
    private final Tenant tenant;
    private final Rehearsal server;
    private final Walker browser;
    private final Walker app;
    private final String verifier = Pkce.newVerifier();
    private Map<String, Object> tokens = Map.of();

    private Tour(Ground ground, Tenant tenant, Rehearsal server) {
        this.ground = ground;
        this.tenant = tenant;
        this.server = server;
        this.browser = new Walker(server, tenant);
        this.app = new Walker(server, tenant);
    }

    /** The whole tour, as it just happened. */
    static List<Chapter> walk(Ground ground, Rehearsal server) {
        Tour tour = new Tour(ground, ground.prepare(), server);
        return List.of(
                Words.OAUTH,
                Words.OPENID,
                Words.TWO_QUESTIONS,
                tour.codeFlow(),
                tour.stolenCode(),
                tour.swappedRedirect(),
                tour.refresh(),
                tour.replayedRefresh(),
                tour.service(),
                tour.signOut(),
                Words.END);
    }

    private Map<String, String> request(String challenge) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", Ground.APP);
        request.put("redirect_uri", Ground.CALLBACK);
        request.put("scope", "openid profile offline_access");
        request.put("state", Pkce.newVerifier().substring(0, 16));
        request.put("nonce", Pkce.newVerifier().substring(0, 16));
        request.put("code_challenge", challenge);
        request.put("code_challenge_method", "S256");
        return request;
    }

    private Map<String, String> exchange(String code, String codeVerifier) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", Ground.CALLBACK);
        form.put("code_verifier", codeVerifier);
        return proven(form);
    }

    private Map<String, String> proven(Map<String, String> form) {
        form.put("client_id", Ground.APP);
        form.put("client_secret", ground.secret(tenant, Ground.APP));
        return form;
    }

    private Chapter codeFlow() {
        Scenes scenes = new Scenes();
        Map<String, String> request = request(OpaqueValue.sha256(verifier));
        request.put("prompt", "consent");
        Heard toSignIn =
                scenes.add(
                        Party.BROWSER,
                        "The app sends the browser to the server",
                        "Robin pressed “Sign in” at the Photo App. The app made up a secret, the"
                                + " verifier, and sends only its hash along. It asks for a code, and"
                                + " says where the browser shall bring it.",
                        browser.get(Parameters.of(request).appendedTo(AUTHORIZE)));
        Heard signIn =
                scenes.add(
                        Party.BROWSER,
                        "The server shows its own sign-in page",
                        "The page belongs to the server, not to the app: the app will never see the"
                                + " password.",
                        browser.follow(toSignIn));
        Heard signedIn =
                scenes.add(
                        Party.BROWSER,
                        "Robin signs in",
                        "The password goes to the server and nowhere else. The browser gets a new"
                                + " cookie: from now on the server knows it.",
                        browser.submit(
                                signIn,
                                "/sign-in",
                                Map.of(
                                        "login",
                                        Ground.LOGIN,
                                        "password",
                                        ground.password(tenant))));
        Heard toConsent =
                scenes.add(
                        Party.BROWSER,
                        "The server looks at the request again",
                        "Robin is known now. What is missing is a yes.",
                        browser.follow(signedIn));
        Heard consent =
                scenes.add(
                        Party.BROWSER,
                        "The server asks Robin",
                        "The page says in plain words what the app will be able to do, and where the"
                                + " browser will go.",
                        browser.follow(toConsent));
        Heard allowed =
                scenes.add(
                        Party.BROWSER,
                        "Robin allows it",
                        "Only what the page said is allowed, and Robin can take it back any time.",
                        browser.submit(consent, "/consent", Map.of("action", "allow")));
        Heard redirect =
                scenes.add(
                        Party.BROWSER,
                        "The browser carries a code to the app",
                        "The code is good once, and for a minute. It is not a token: whoever sees it"
                                + " on its way, in a history or a log, cannot open anything with it.",
                        browser.follow(allowed));
        Heard answer =
                scenes.add(
                        Party.APP,
                        "The app exchanges the code for tokens",
                        "The app speaks to the server directly. It shows the code, who it is, and the"
                                + " verifier; the server hashes the verifier and compares it with"
                                + " what came at the start.",
                        app.post(TOKEN, exchange(parameter(redirect, "code"), verifier)));
        tokens = Scenes.json(answer.response());
        scenes.add(
                Party.APP,
                "The app asks who Robin is",
                "With the access token the app may ask for what Robin allowed, and for nothing else.",
                app.get("/oauth/userinfo", token("access_token")));
        return scenes.chapter(
                "code-flow",
                "The code flow, step by step",
                Words.CODE_FLOW,
                "The app got an ID token (who signed in) and an access token (what it may do), and"
                        + " never saw a password.");
    }

    private Chapter stolenCode() {
        Scenes scenes = new Scenes();
        Map<String, String> request = request(OpaqueValue.sha256(Pkce.newVerifier()));
        Heard redirect =
                scenes.add(
                        Party.BROWSER,
                        "The app asks again, and a code comes at once",
                        "Robin is still signed in and has allowed this before, so no page is shown."
                                + " But somebody reads along and sees the code.",
                        browser.get(Parameters.of(request).appendedTo(AUTHORIZE)));
        scenes.add(
                Party.THIEF,
                "A thief tries the stolen code",
                "The thief has even found out the app's secret. What they cannot know is the"
                        + " verifier: it never left the app, only its hash did. So they make one up.",
                new Walker(server, tenant)
                        .post(TOKEN, exchange(parameter(redirect, "code"), Pkce.newVerifier())));
        return scenes.chapter(
                "why-pkce",
                "Why PKCE: a stolen code",
                Words.PKCE,
                "A code without its verifier is worth nothing. And the thief's try did not use it up:"
                        + " the app can still redeem it.");
    }

    private Chapter swappedRedirect() {
        Scenes scenes = new Scenes();
        Map<String, String> request = request(OpaqueValue.sha256(Pkce.newVerifier()));
        request.put("redirect_uri", "https://photos.example.evil.example/callback");
        scenes.add(
                Party.THIEF,
                "A thief sends Robin a link that looks right",
                "It names the Photo App, but wants the code to be brought somewhere else.",
                browser.get(Parameters.of(request).appendedTo(AUTHORIZE)));
        return scenes.chapter(
                "swapped-redirect",
                "An address that is not the app's",
                Words.REDIRECT,
                "The server stops and shows a page of its own. It does not even send the error to an"
                        + " address that it does not know.");
    }

    private Chapter refresh() {
        Scenes scenes = new Scenes();
        Heard first =
                scenes.add(
                        Party.APP,
                        "The app refreshes its tokens",
                        "The access token ends after some minutes. With the refresh token the app"
                                + " gets a new one, without Robin. The refresh token is replaced, too.",
                        app.post(TOKEN, refreshing(token("refresh_token"))));
        Map<String, Object> renewed = Scenes.json(first.response());
        scenes.add(
                Party.APP,
                "The reply got lost, so the app asks again",
                "Networks fail. The same question within a minute gets the same answer, so nobody is"
                        + " signed out by a lost reply.",
                app.post(TOKEN, refreshing(token("refresh_token"))));
        Map<String, Object> old = tokens;
        tokens = new LinkedHashMap<>(renewed);
        tokens.put("old_refresh_token", String.valueOf(old.get("refresh_token")));
        return scenes.chapter(
                "refresh",
                "Staying connected: refresh tokens",
                Words.REFRESH,
                "Every refresh token is used once and then replaced.");
    }

    private Chapter replayedRefresh() {
        Scenes scenes = new Scenes();
        scenes.add(
                Party.APP,
                "The app goes on with the new refresh token",
                "So the old one has had its day: its successor is in use.",
                app.post(TOKEN, refreshing(token("refresh_token"))));
        scenes.add(
                Party.THIEF,
                "A thief tries the old one, copied from a backup",
                "The server cannot tell who of the two is the thief. So it ends everything that came"
                        + " of this sign-in.",
                new Walker(server, tenant).post(TOKEN, refreshing(token("old_refresh_token"))));
        scenes.add(
                Party.APP,
                "The access token is dead, too",
                "The app notices at its next request, and sends Robin to sign in again.",
                app.get("/oauth/userinfo", token("access_token")));
        return scenes.chapter(
                "replayed-refresh",
                "A refresh token used twice",
                Words.REPLAY,
                "A copied refresh token does not stay unnoticed: one of the two uses is the second.");
    }

    private Map<String, String> refreshing(String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return proven(form);
    }

    private Chapter service() {
        Scenes scenes = new Scenes();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", Ground.SERVICE);
        form.put("client_secret", ground.secret(tenant, Ground.SERVICE));
        scenes.add(
                Party.APP,
                "A service asks for itself",
                "No person, no browser, no code: the service proves who it is and gets a token that"
                        + " speaks of nobody but itself.",
                new Walker(server, tenant).post(TOKEN, form));
        return scenes.chapter(
                "client-credentials",
                "When no person is there: client credentials",
                Words.SERVICE,
                "There is no ID token in the answer: nobody signed in.");
    }

    private Chapter signOut() {
        Scenes scenes = new Scenes();
        Map<String, String> request = new LinkedHashMap<>();
        request.put("id_token_hint", token("id_token"));
        request.put("post_logout_redirect_uri", Ground.SIGNED_OUT);
        scenes.add(
                Party.BROWSER,
                "The app sends the browser to sign out",
                "It shows the ID token that it got: so the server knows that it is the app that Robin"
                        + " signed in to, and need not ask.",
                browser.get(Parameters.of(request).appendedTo("/oauth/logout")));
        scenes.add(
                Party.BROWSER,
                "Whoever asks now, must sign in again",
                "prompt=none means: answer without showing anything. The server can only say no.",
                browser.get(Parameters.of(silent()).appendedTo(AUTHORIZE)));
        return scenes.chapter("sign-out", "Signing out", Words.SIGN_OUT, "The session has ended.");
    }

    private Map<String, String> silent() {
        Map<String, String> request = request(OpaqueValue.sha256(Pkce.newVerifier()));
        request.put("prompt", "none");
        return request;
    }

    private String token(String name) {
        return String.valueOf(tokens.get(name));
    }

    private static String parameter(Heard redirect, String name) {
        String location = redirect.response().header("location").orElse("");
        return Parameters.parse(location.substring(location.indexOf('?') + 1))
                .first(name)
                .orElse("");
    }
}
