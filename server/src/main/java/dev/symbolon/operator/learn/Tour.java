package dev.symbolon.operator.learn;

import dev.symbolon.base.html.Texts;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.oauth.Pkce;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.operator.inspector.Party;
import dev.symbolon.operator.inspector.Rehearsal;
import dev.symbolon.operator.inspector.Rehearsal.Heard;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Walks through the flows, with and without a thief, and tells what happens. */
final class Tour {

    static final String AUTHORIZE = "/oauth/authorize";
    static final String TOKEN = "/oauth/token";

    private final Ground ground;
    private final Tenant tenant;
    private final Rehearsal server;
    private final Texts texts;
    private final Walker browser;
    private final Walker app;
    private final String verifier = Pkce.newVerifier();
    private Map<String, Object> tokens = Map.of();

    private Tour(Ground ground, Tenant tenant, Rehearsal server, Texts texts) {
        this.ground = ground;
        this.tenant = tenant;
        this.server = server;
        this.texts = texts;
        this.browser = somebody();
        this.app = somebody();
    }

    /** The whole tour, as it just happened. */
    static List<Chapter> walk(Ground ground, Rehearsal server, InstantSource clock, Texts texts) {
        Tour tour = new Tour(ground, ground.prepare(), server, texts);
        return List.of(
                Chapter.told(texts, "oauth", "tour.oauth"),
                Chapter.told(texts, "openid", "tour.openid"),
                Chapter.told(texts, "two-questions", "tour.questions"),
                tour.codeFlow(),
                tour.stolenCode(),
                tour.swappedRedirect(),
                tour.refresh(),
                tour.replayedRefresh(),
                new BoundTokenChapter(tour, clock).walk(),
                new DeviceChapter(tour).walk(),
                tour.service(),
                tour.signOut(),
                Chapter.told(texts, "end", "tour.end"));
    }

    Tenant tenant() {
        return tenant;
    }

    /** Robin's, signed in once the code flow was walked. */
    Walker browser() {
        return browser;
    }

    Scenes scenes() {
        return new Scenes(texts);
    }

    /** One who has no cookies. */
    Walker somebody() {
        return new Walker(server, tenant);
    }

    Map<String, String> request(String challenge) {
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

    Map<String, String> exchange(String code, String codeVerifier) {
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
        Scenes scenes = scenes();
        Map<String, String> request = request(OpaqueValue.sha256(verifier));
        request.put("prompt", "consent");
        Heard toSignIn =
                scenes.add(
                        Party.BROWSER,
                        "tour.code.ask",
                        browser.get(Parameters.of(request).appendedTo(AUTHORIZE)));
        Heard signIn = scenes.add(Party.BROWSER, "tour.code.page", browser.follow(toSignIn));
        Heard signedIn =
                scenes.add(
                        Party.BROWSER,
                        "tour.code.signin",
                        browser.submit(
                                signIn,
                                "/sign-in",
                                Map.of(
                                        "login",
                                        Ground.LOGIN,
                                        "password",
                                        ground.password(tenant))));
        Heard toConsent = scenes.add(Party.BROWSER, "tour.code.again", browser.follow(signedIn));
        Heard consent = scenes.add(Party.BROWSER, "tour.code.consent", browser.follow(toConsent));
        Heard allowed =
                scenes.add(
                        Party.BROWSER,
                        "tour.code.allow",
                        browser.submit(consent, "/consent", Map.of("action", "allow")));
        Heard redirect = scenes.add(Party.BROWSER, "tour.code.redirect", browser.follow(allowed));
        Heard answer =
                scenes.add(
                        Party.APP,
                        "tour.code.tokens",
                        app.post(TOKEN, exchange(parameter(redirect, "code"), verifier)));
        tokens = Scenes.json(answer.response());
        scenes.add(
                Party.APP, "tour.code.userinfo", app.get("/oauth/userinfo", token("access_token")));
        return scenes.chapter("code-flow", "tour.code");
    }

    private Chapter stolenCode() {
        Scenes scenes = scenes();
        Map<String, String> request = request(OpaqueValue.sha256(Pkce.newVerifier()));
        Heard redirect =
                scenes.add(
                        Party.BROWSER,
                        "tour.pkce.code",
                        browser.get(Parameters.of(request).appendedTo(AUTHORIZE)));
        scenes.add(
                Party.THIEF,
                "tour.pkce.thief",
                somebody().post(TOKEN, exchange(parameter(redirect, "code"), Pkce.newVerifier())));
        return scenes.chapter("why-pkce", "tour.pkce");
    }

    private Chapter swappedRedirect() {
        Scenes scenes = scenes();
        Map<String, String> request = request(OpaqueValue.sha256(Pkce.newVerifier()));
        request.put("redirect_uri", "https://photos.example.evil.example/callback");
        scenes.add(
                Party.THIEF,
                "tour.swapped.link",
                browser.get(Parameters.of(request).appendedTo(AUTHORIZE)));
        return scenes.chapter("swapped-redirect", "tour.swapped");
    }

    private Chapter refresh() {
        Scenes scenes = scenes();
        Heard first =
                scenes.add(
                        Party.APP,
                        "tour.refresh.first",
                        app.post(TOKEN, refreshing(token("refresh_token"))));
        Map<String, Object> renewed = Scenes.json(first.response());
        scenes.add(
                Party.APP,
                "tour.refresh.lost",
                app.post(TOKEN, refreshing(token("refresh_token"))));
        Map<String, Object> old = tokens;
        tokens = new LinkedHashMap<>(renewed);
        tokens.put("old_refresh_token", String.valueOf(old.get("refresh_token")));
        return scenes.chapter("refresh", "tour.refresh");
    }

    private Chapter replayedRefresh() {
        Scenes scenes = scenes();
        scenes.add(
                Party.APP, "tour.replay.next", app.post(TOKEN, refreshing(token("refresh_token"))));
        scenes.add(
                Party.THIEF,
                "tour.replay.thief",
                somebody().post(TOKEN, refreshing(token("old_refresh_token"))));
        scenes.add(
                Party.APP, "tour.replay.dead", app.get("/oauth/userinfo", token("access_token")));
        return scenes.chapter("replayed-refresh", "tour.replay");
    }

    private Map<String, String> refreshing(String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return proven(form);
    }

    private Chapter service() {
        Scenes scenes = scenes();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", Ground.SERVICE);
        form.put("client_secret", ground.secret(tenant, Ground.SERVICE));
        scenes.add(Party.APP, "tour.service.ask", somebody().post(TOKEN, form));
        return scenes.chapter("client-credentials", "tour.service");
    }

    private Chapter signOut() {
        Scenes scenes = scenes();
        Map<String, String> request = new LinkedHashMap<>();
        request.put("id_token_hint", token("id_token"));
        request.put("post_logout_redirect_uri", Ground.SIGNED_OUT);
        scenes.add(
                Party.BROWSER,
                "tour.signout.ask",
                browser.get(Parameters.of(request).appendedTo("/oauth/logout")));
        scenes.add(
                Party.BROWSER,
                "tour.signout.silent",
                browser.get(Parameters.of(silent()).appendedTo(AUTHORIZE)));
        return scenes.chapter("sign-out", "tour.signout");
    }

    private Map<String, String> silent() {
        Map<String, String> request = request(OpaqueValue.sha256(Pkce.newVerifier()));
        request.put("prompt", "none");
        return request;
    }

    private String token(String name) {
        return String.valueOf(tokens.get(name));
    }

    static String parameter(Heard redirect, String name) {
        String location = redirect.response().header("location").orElse("");
        return Parameters.parse(location.substring(location.indexOf('?') + 1))
                .first(name)
                .orElse("");
    }
}
