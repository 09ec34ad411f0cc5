package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.protocol.backchannel.BackchannelSteps;
import dev.symbolon.protocol.token.ExchangeSite;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.KeyedApp;
import dev.symbolon.testing.Registrant;
import dev.symbolon.testing.TraceCollector;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Passwords, codes, tokens, verifiers and secrets are nowhere but where they were sent")
class SecretsTest {

    private static final String WRONG_PASSWORD = "marked-wrong-password-7731";
    private static final String NEW_PASSWORD = "marked-new-password-7731";
    private static final String WRONG_SECRET = "marked-wrong-secret-7731-0000000000000000";

    private final StringBuilder logged = new StringBuilder();
    private final Set<String> secrets = new LinkedHashSet<>();

    /** Hears everything that is logged, however small. */
    private final Handler listener =
            new Handler() {
                @Override
                public synchronized void publish(LogRecord line) {
                    logged.append(line.getMessage()).append('\n');
                    if (line.getThrown() != null) {
                        logged.append(line.getThrown()).append('\n');
                    }
                }

                @Override
                public void flush() {
                    // Nothing waits.
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };

    @Test
    @DisplayName(
            "neither in the database, nor in the log, on the pages, in the exports or in traces")
    void nowhere() throws InterruptedException {
        Logger logger = Logger.getLogger("dev.symbolon");
        Level before = logger.getLevel();
        logger.setLevel(Level.ALL);
        logger.addHandler(listener);
        try (TraceCollector collector = TraceCollector.start()) {
            nowhereOf(collector);
            // The server has ended, and sent what waited.
            String traced = collector.received();
            for (String secret : secrets) {
                assertThat(traced).as("the traces").doesNotContain(secret);
            }
            assertThat(traced).contains("code.unused", "refresh.not-reused");
        } finally {
            logger.removeHandler(listener);
            logger.setLevel(before);
        }
    }

    private void nowhereOf(TraceCollector collector) throws InterruptedException {
        Map<String, String> settings =
                Map.of(
                        "telemetry.otlp-endpoint",
                        collector.endpoint(),
                        "clients.front-channel",
                        "tokens",
                        "registration.mode",
                        "open",
                        "sign-up.enabled",
                        "true");
        try (TestServer server = TestServer.start(TestDatabases.fresh(), settings)) {
            server.administrator("root");
            runEveryFlow(server);
            assertThat(secrets).hasSizeGreaterThan(15).allMatch(secret -> secret.length() > 12);
            String shown = Everything.shown(server);
            String stored = Everything.stored(server.database());
            for (String secret : secrets) {
                assertThat(shown).as("the pages").doesNotContain(secret);
                assertThat(stored).as("the database").doesNotContain(secret);
                assertThat(logged.toString()).as("the log").doesNotContain(secret);
            }
            assertThat(stored).contains("code.unused", "refresh.not-reused");
            assertThat(logged.toString()).contains("code.unused");
        }
    }

    private void askElsewhere(TestServer server, Browser alice) {
        App told =
                server.callCentre(
                        Map.of(
                                "backchannel_token_delivery_mode",
                                "ping",
                                "backchannel_client_notification_endpoint",
                                "https://app.example/told"));
        String token = "marked-notification-token-7731";
        secrets.add(token);
        Answer waiting =
                told.askElsewhere(
                        Map.of(
                                "scope", "openid",
                                "login_hint", "bob",
                                "client_notification_token", token));
        secrets.add(waiting.expectsStatus(200).text("auth_req_id"));
        App centre = server.callCentre(Map.of());
        Answer begun =
                centre.askElsewhere(
                        Map.of(
                                "scope", "openid",
                                "login_hint", "alice"));
        secrets.add(begun.text("auth_req_id"));
        centre.answered(begun.text("auth_req_id")).expectsError("authorization_pending");
        alice.allow(BackchannelSteps.look(alice));
        mark(centre.answered(begun.text("auth_req_id")).expectsStatus(200));
    }

    private void connectDevice(TestServer server, Browser alice) {
        App tv = server.device();
        Answer begun = tv.connect(Map.of("scope", "openid")).expectsStatus(200);
        String userCode = begun.text("user_code");
        secrets.add(begun.text("device_code"));
        // With what stands before it: nine characters alone may come about by chance.
        secrets.add("user_code=" + userCode);
        secrets.add("\"user_code\",\"value\":\"" + userCode);
        tv.poll(begun.text("device_code")).expectsError("authorization_pending");
        Answer page = alice.get("/device?user_code=" + userCode);
        alice.allow(alice.submit(page.form()));
        mark(tv.poll(begun.text("device_code")).expectsStatus(200));
    }

    private void runEveryFlow(TestServer server) {
        App app = server.confidentialApp();
        secrets.add(app.secret());
        secrets.add(App.basic(app.clientId(), app.secret()).substring("Basic ".length()));
        secrets.add(TestServer.PASSWORD);
        secrets.add(App.VERIFIER);
        secrets.add(WRONG_PASSWORD);
        secrets.add(WRONG_SECRET);
        Browser alice = server.browser();
        App.Request request = app.request().with("scope", "openid email offline_access");
        alice.signIn(alice.get(request.uri()), "alice", WRONG_PASSWORD);
        Answer consent = alice.signIn(alice.get(request.uri()), "alice", TestServer.PASSWORD);
        Answer redirect = alice.allow(consent);
        secrets.add(App.code(redirect));

        Answer tokens = app.redeem(App.code(redirect)).expectsStatus(200);
        mark(tokens);
        app.userinfo(tokens.text("access_token")).expectsStatus(200);
        app.introspect(tokens.text("access_token")).expectsStatus(200);
        Answer refreshed = app.refresh(tokens.text("refresh_token")).expectsStatus(200);
        mark(refreshed);
        app.refresh(refreshed.text("refresh_token")).expectsStatus(200);
        app.refresh(tokens.text("refresh_token")).expectsError("invalid_grant");
        app.redeem(App.code(redirect)).expectsError("invalid_grant");
        app.revoke(refreshed.text("access_token"));
        new App(server.issuer(), app.clientId(), WRONG_SECRET)
                .token(Map.of("grant_type", "client_credentials"));
        String posted = App.code(alice.get(request.uri()));
        secrets.add(posted);
        String reference = app.push(request).expectsStatus(201).text("request_uri");
        secrets.add(reference.substring(reference.lastIndexOf(':') + 1));
        secrets.add(App.code(alice.get(app.pushed(reference))));
        alice.get(app.pushed(reference));
        connectDevice(server, alice);
        askElsewhere(server, alice);
        runDpop(server, app, alice);
        runExchange(server, alice);
        runSigned(server, alice);
        runFrontChannel(server, alice);
        // Secrets where they do not belong.
        app.token(
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        app.clientId(),
                        "client_secret",
                        WRONG_SECRET,
                        "code",
                        posted,
                        "unknown",
                        tokens.text("access_token")));
        alice.get("/oauth/authorize?client_id=nobody&token=" + tokens.text("access_token"));
        alice.get("/oauth/logout?id_token_hint=" + tokens.text("id_token"));
        Answer machine = server.machine().token(Map.of("grant_type", "client_credentials"));
        secrets.add(machine.text("access_token"));
        secrets.addAll(alice.cookies().values());
        registerAndManage(server);
        signUp(server, app);
    }

    /** What is typed there is a password, and the names of a person. */
    private void signUp(TestServer server, App app) {
        secrets.add(NEW_PASSWORD);
        secrets.add(NEW_PASSWORD.substring(0, 20));
        Browser browser = server.browser();
        Answer page = browser.get(app.request().with("prompt", "create").uri());
        Answer.Form form = page.form().with("login", "alice").with("password", NEW_PASSWORD);
        Answer.Form mine = browser.submit(form).expectsStatus(422).form().with("login", "dora");
        browser.submit(mine.with("password", NEW_PASSWORD + "\t")).expectsStatus(422);
        Answer consent = browser.submit(mine.with("password", NEW_PASSWORD));
        secrets.add(App.code(browser.allow(consent)));
        secrets.addAll(browser.cookies().values());
    }

    private void runExchange(TestServer server, Browser alice) {
        App app =
                server.app(
                        Map.of(
                                "scope",
                                "openid offline_access api:read",
                                "grant_types",
                                List.of(
                                        "authorization_code",
                                        "refresh_token",
                                        ClientMetadata.TOKEN_EXCHANGE),
                                "token_exchange_targets",
                                List.of(TestServer.API)));
        App.Request request = app.request().with("scope", "openid offline_access api:read");
        String code = App.code(alice.allow(alice.get(request.uri())));
        secrets.add(code);
        Answer tokens = app.redeem(code).expectsStatus(200);
        mark(tokens);
        Map<String, Object> form = ExchangeSite.exchange(tokens.text("access_token"));
        form.put("resource", TestServer.API);
        String exchanged = app.token(form).expectsStatus(200).text("access_token");
        secrets.add(exchanged.substring(exchanged.lastIndexOf('.') + 1));
        form.put("subject_token", exchanged + "x");
        app.token(form).expectsError("invalid_request");
    }

    /** An assertion and a request object: what they say may be seen, what proves it may not. */
    private void runSigned(TestServer server, Browser alice) {
        ECKey key = key();
        App app =
                server.app(
                        Map.of(
                                "token_endpoint_auth_method",
                                "private_key_jwt",
                                "jwks",
                                new JWKSet(key).toPublicJWKSet().toJSONObject()));
        KeyedApp keyed = new KeyedApp(server.issuer(), app.clientId(), key, server.clock());
        JWTClaimsSet.Builder asked = keyed.claims().subject(null);
        app.request().parameters().forEach(asked::claim);
        String object = keyed.signed(JWSAlgorithm.ES256, asked.build());
        secrets.add(object.substring(object.lastIndexOf('.') + 1));
        String code =
                App.code(
                        alice.allow(
                                alice.get(
                                        "/oauth/authorize?client_id="
                                                + app.clientId()
                                                + "&request="
                                                + object)));
        secrets.add(code);
        for (int again = 0; again < 2; again++) {
            String assertion = keyed.signed(JWSAlgorithm.ES256, keyed.claims().build());
            secrets.add(assertion.substring(assertion.lastIndexOf('.') + 1));
            keyed.post("/oauth/token", app.exchange(code), assertion);
            keyed.post("/oauth/token", app.exchange(code), assertion)
                    .expectsError("invalid_client");
        }
    }

    /** An old app, whose tokens come in the address, and which signs with its secret. */
    private void runFrontChannel(TestServer server, Browser alice) {
        App app =
                server.app(
                        Map.of(
                                "profile",
                                "compatible",
                                "first_party",
                                true,
                                "token_endpoint_auth_method",
                                "client_secret_jwt",
                                "grant_types",
                                List.of("authorization_code", "implicit"),
                                "response_types",
                                List.of("code", "code id_token token")));
        secrets.add(app.secret());
        Answer landed = alice.get(app.request().with("response_type", "code id_token token").uri());
        for (String member : List.of("code", "access_token", "id_token")) {
            String value = landed.inFragment().first(member).orElseThrow();
            secrets.add(value.substring(value.lastIndexOf('.') + 1));
        }
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("signing").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void registerAndManage(TestServer server) {
        Registrant invited = server.invited(1, Duration.ofDays(1));
        secrets.add(String.valueOf(invited.initialAccessToken()));
        Answer registered = invited.register(Registrant.web(Map.of())).expectsStatus(201);
        secrets.add(registered.text("client_secret"));
        secrets.add(registered.text("registration_access_token"));
        Map<String, Object> metadata =
                Registrant.web(
                        Map.of(
                                "client_id", registered.text("client_id"),
                                "client_secret", registered.text("client_secret"),
                                // A key that should have stayed where it is.
                                "jwks",
                                        Map.of(
                                                "keys",
                                                List.of(Map.of("kty", "oct", "k", WRONG_SECRET)))));
        Registrant.Management first = Registrant.Management.of(registered);
        first.update(metadata).expectsError("invalid_client_metadata");
        metadata.remove("jwks");
        Answer changed = first.update(metadata).expectsStatus(200);
        secrets.add(changed.text("registration_access_token"));
        Registrant.Management.of(changed).remove().expectsStatus(204);
    }

    /** A proof may be seen without its signature; the private half of its key may not. */
    private void runDpop(TestServer server, App app, Browser alice) {
        DpopKey key = new DpopKey(server.clock());
        DpopKey.Proof proof = key.proof("POST", server.issuer() + "/oauth/token");
        secrets.add(key.secret());
        String code = App.code(alice.get(app.request().uri()));
        secrets.add(code);
        app.sending("DPoP", proof.header("jwk", key.privateJwk()).signed())
                .redeem(code)
                .expectsError("invalid_dpop_proof")
                .naming("dpop.public-key");
        String signed = proof.signed();
        secrets.add(signed.substring(signed.lastIndexOf('.') + 1));
        Answer tokens = app.sending("DPoP", signed).redeem(code).expectsStatus(200);
        mark(tokens);
        app.userinfo(tokens.text("access_token")).expectsError("invalid_token");
    }

    private void mark(Answer tokens) {
        for (String member : List.of("access_token", "refresh_token", "id_token")) {
            String token = tokens.text(member);
            secrets.add(token);
            // Without its signature a JWT opens nothing; its claims may be seen.
            secrets.add(token.substring(token.lastIndexOf('.') + 1));
        }
    }
}
