package dev.symbolon.protocol.backchannel;

import static dev.symbolon.protocol.backchannel.BackchannelSteps.asking;
import static dev.symbolon.protocol.backchannel.BackchannelSteps.look;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("CIBA §7 the authentication request, and what is refused")
class BackchannelRequestTest {

    private TestServer server;
    private App centre;

    @BeforeEach
    void start() {
        server = TestServer.start(TestDatabases.fresh(), TestServer.CERTIFICATES);
        centre = server.callCentre(Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}={1} is an {2}")
    @CsvSource({
        "scope, profile, invalid_scope, backchannel.openid",
        "scope, openid \", invalid_scope, backchannel.scope-well-formed",
        "scope, openid api:write, invalid_scope, authorize.scope-allowed",
        "login_hint, nobody, unknown_user_id, backchannel.person-known",
        "login_hint, '', invalid_request, backchannel.one-hint",
        "id_token_hint, eyJ.a.b, invalid_request, backchannel.one-hint",
        "login_hint_token, eyJ.a.b, invalid_request, backchannel.one-hint",
        "binding_message, ' ', invalid_binding_message, backchannel.binding-message",
        "binding_message, 'a\u202Eb', invalid_binding_message, backchannel.binding-message",
        "binding_message, 'a\nb', invalid_binding_message, backchannel.binding-message",
        "requested_expiry, 0, invalid_request, backchannel.requested-expiry",
        "requested_expiry, -1, invalid_request, backchannel.requested-expiry",
        "requested_expiry, soon, invalid_request, backchannel.requested-expiry",
        "request, eyJ.a.b, invalid_request, backchannel.signed-as-registered",
    })
    void refused(String name, String value, String error, String rule) {
        Map<String, Object> asking = asking("alice");
        asking.put(name, value);
        centre.askElsewhere(asking).expectsError(error).naming(rule);
    }

    @Test
    @DisplayName("§7.1 a binding message may have a hundred characters")
    void bindingMessage() {
        Map<String, Object> asking = asking("alice");
        asking.put("binding_message", "a".repeat(100));
        centre.askElsewhere(asking).expectsStatus(200);
        asking.put("binding_message", "a".repeat(101));
        centre.askElsewhere(asking).expectsError("invalid_binding_message");
    }

    @Test
    @DisplayName("§7.1 requested_expiry: ten minutes at most, however many digits it has")
    void requestedExpiry() {
        Map<String, Object> asking = asking("alice");
        for (String seconds : List.of("601", "9".repeat(30))) {
            asking.put("requested_expiry", seconds);
            assertThat(centre.askElsewhere(asking).expectsStatus(200).json())
                    .containsEntry("expires_in", 600);
        }
    }

    @Test
    @DisplayName("§7.2 no login_hint_token is taken")
    void loginHintToken() {
        centre.askElsewhere(Map.of("scope", "openid", "login_hint_token", "a.b.c"))
                .expectsError("invalid_request")
                .naming("backchannel.hint-taken");
    }

    @Test
    @DisplayName("§7.1 id_token_hint: one that this client was given, even if it has expired")
    void idTokenHint() {
        Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
        String id = centre.askElsewhere(asking("alice")).text("auth_req_id");
        alice.allow(look(alice));
        String idToken = centre.answered(id).expectsStatus(200).text("id_token");
        server.clock().advance(Duration.ofHours(3));

        Map<String, Object> hinted = Map.of("scope", "openid", "id_token_hint", idToken);
        centre.askElsewhere(hinted).expectsStatus(200);
        server.callCentre(Map.of())
                .askElsewhere(hinted)
                .expectsError("invalid_request")
                .naming("backchannel.id-token-hint");
        centre.askElsewhere(Map.of("scope", "openid", "id_token_hint", "a.b.c"))
                .expectsError("invalid_request");
        server.disable("alice");
        centre.askElsewhere(hinted).expectsError("unknown_user_id");
        centre.askElsewhere(asking("alice")).expectsError("unknown_user_id");
    }

    @Test
    @DisplayName("§14 a client that tries many names is slowed down; right ones do not count")
    void guesses() {
        for (int i = 0; i < 99; i++) {
            centre.askElsewhere(asking("nobody" + i)).expectsError("unknown_user_id");
        }
        centre.askElsewhere(asking("alice")).expectsStatus(200);
        centre.askElsewhere(asking("nobody")).expectsError("unknown_user_id");
        Answer slowed = centre.askElsewhere(asking("alice"));
        assertThat(slowed.status()).isEqualTo(503);
        assertThat(slowed.header("retry-after")).isPresent();
        assertThat(slowed.body()).contains("backchannel.guesses");
        server.clock().advance(Duration.ofSeconds(2));
        centre.askElsewhere(asking("alice")).expectsStatus(200);
    }

    @Test
    @DisplayName("§7.1 each parameter at most once, in a form, by POST")
    void form() {
        URI endpoint = URI.create(server.issuer() + "/oauth/bc-authorize");
        Map<String, String> basic =
                Map.of("Authorization", App.basic(centre.clientId(), centre.secret()));
        Http.post(endpoint, "scope=openid&login_hint=alice&login_hint=bob", basic)
                .expectsError("invalid_request")
                .naming("backchannel.parameters-once");
        Http.send("POST", endpoint, "", basic)
                .expectsError("invalid_request")
                .naming("backchannel.form");
        assertThat(Http.get(endpoint, basic).status()).isEqualTo(405);
    }

    @Test
    @DisplayName("§7.1 the client authenticates and is registered for it")
    void client() {
        new App(server.issuer(), centre.clientId(), null)
                .askElsewhere(asking("alice"))
                .expectsError("invalid_client");
        server.confidentialApp()
                .askElsewhere(asking("alice"))
                .expectsError("unauthorized_client")
                .naming("backchannel.grant-type-allowed");
    }

    @Test
    @DisplayName("§4 registration: a delivery mode that is offered, no user code, not by itself")
    void registration() {
        assertThat(refusal(Map.of("backchannel_token_delivery_mode", "")))
                .contains("backchannel_token_delivery_mode");
        assertThat(refusal(Map.of("backchannel_token_delivery_mode", "pull")))
                .contains("backchannel_token_delivery_mode");
        for (String mode : List.of("ping", "push")) {
            assertThat(refusal(Map.of("backchannel_token_delivery_mode", mode)))
                    .contains("backchannel_client_notification_endpoint");
            assertThat(refusal(told(mode, "http://app.example/told")))
                    .contains("backchannel_client_notification_endpoint");
            server.callCentre(told(mode, "https://app.example/told"));
        }
        assertThat(refusal(Map.of("backchannel_user_code_parameter", "yes")))
                .contains("backchannel_user_code_parameter");
        assertThat(refusal(Map.of("token_endpoint_auth_method", "none"))).contains("grant_types");
    }

    private static Map<String, Object> told(String mode, String address) {
        return new LinkedHashMap<>(
                Map.of(
                        "backchannel_token_delivery_mode",
                        mode,
                        "backchannel_client_notification_endpoint",
                        address));
    }

    @Test
    @DisplayName("§10.3 bound tokens are not pushed; they are fetched after a ping")
    void pushedUnbound() {
        for (String bound :
                List.of("dpop_bound_access_tokens", "tls_client_certificate_bound_access_tokens")) {
            Map<String, Object> pushed = told("push", "https://app.example/told");
            pushed.put(bound, true);
            assertThat(refusal(pushed)).contains("backchannel_token_delivery_mode");
            Map<String, Object> pinged = told("ping", "https://app.example/told");
            pinged.put(bound, true);
            server.callCentre(pinged);
        }
    }

    @Test
    @DisplayName("RFC 8707 §2.2 who is sent one token cannot have it for APIs of two kinds")
    void oneKindOfToken() {
        server.api(
                Map.of(
                        "identifier", "https://opaque.example",
                        "name", "Opaque",
                        "token_format", "opaque",
                        "scopes", Map.of("opaque:read", "Read")));
        for (String mode : List.of("ping", "push")) {
            Map<String, Object> metadata = told(mode, "https://app.example/told");
            metadata.put("scope", "openid api:read opaque:read");
            Map<String, Object> asking = asking("alice");
            asking.put("scope", "openid api:read opaque:read");
            asking.put("client_notification_token", "abc");
            Answer answer = server.callCentre(metadata).askElsewhere(asking);
            if (mode.equals("push")) {
                answer.expectsError("invalid_target").naming("resource.one-kind-of-token");
            } else {
                answer.expectsStatus(200);
            }
        }
    }

    @Test
    @DisplayName(
            "§7.1 client_notification_token: required with ping and push, a bearer token's form")
    void notificationToken() {
        for (String mode : List.of("ping", "push")) {
            App told = server.callCentre(told(mode, "https://app.example/told"));
            for (String bad : List.of("", "a b", "a\"", "=", "ä", "a".repeat(1025))) {
                Map<String, Object> asking = asking("alice");
                asking.put("client_notification_token", bad);
                told.askElsewhere(asking)
                        .expectsError("invalid_request")
                        .naming("backchannel.notification-token");
            }
            Map<String, Object> asking = asking("alice");
            asking.put("client_notification_token", "a".repeat(1023) + "=");
            told.askElsewhere(asking).expectsStatus(200);
        }
    }

    private String refusal(Map<String, Object> metadata) {
        return Assertions.catchThrowableOfType(Refusal.class, () -> server.callCentre(metadata))
                .description();
    }

    @Test
    @DisplayName("§4 discovery names the endpoint, the mode, the algorithms and the grant")
    void discovery() {
        assertThat(server.metadata())
                .containsEntry(
                        "backchannel_authentication_endpoint",
                        server.issuer() + "/oauth/bc-authorize")
                .containsEntry(
                        "backchannel_token_delivery_modes_supported",
                        List.of("poll", "ping", "push"))
                .containsEntry("backchannel_user_code_parameter_supported", true);
        assertThat(server.metadata().get("grant_types_supported"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .contains("urn:openid:params:grant-type:ciba");
    }

    @Test
    @DisplayName("§7.1.1 a client that registered an algorithm signs its requests, whole")
    void signed() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        App signing =
                server.callCentre(
                        Map.of(
                                "jwks",
                                new JWKSet(key).toPublicJWKSet().toJSONObject(),
                                "backchannel_authentication_request_signing_alg",
                                "ES256"));
        JWTClaimsSet whole = claims(signing).build();
        signing.askElsewhere(Map.of("request", jwt(key, whole))).expectsStatus(200);

        signing.askElsewhere(asking("alice"))
                .expectsError("invalid_request")
                .naming("backchannel.signed-as-registered");
        signing.askElsewhere(Map.of("request", jwt(key, whole), "login_hint", "bob"))
                .expectsError("invalid_request")
                .naming("backchannel.nothing-beside");
        ECKey foreign = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        for (String bad : List.of(jwt(foreign, whole), "a.b.c", "nonsense")) {
            signing.askElsewhere(Map.of("request", bad))
                    .expectsError("invalid_request")
                    .naming("backchannel.signature");
        }
        Instant now = server.clock().instant();
        for (JWTClaimsSet bad :
                List.of(
                        claims(signing).issuer("another").build(),
                        claims(signing).audience("https://other.example").build(),
                        claims(signing).jwtID(null).build(),
                        claims(signing).issueTime(null).build(),
                        claims(signing).notBeforeTime(null).build(),
                        claims(signing).expirationTime(null).build(),
                        claims(signing).expirationTime(Date.from(now.minusSeconds(120))).build(),
                        claims(signing).expirationTime(Date.from(now.plusSeconds(3700))).build())) {
            signing.askElsewhere(Map.of("request", jwt(key, bad)))
                    .expectsError("invalid_request")
                    .naming("backchannel.signed-claims");
        }
        signing.askElsewhere(
                        Map.of(
                                "request",
                                jwt(key, claims(signing).claim("scope", List.of()).build())))
                .expectsError("invalid_request")
                .naming("backchannel.signed-values");
        signing.askElsewhere(
                        Map.of(
                                "request",
                                jwt(key, claims(signing).claim("scope", "email").build())))
                .expectsError("invalid_scope");
    }

    private JWTClaimsSet.Builder claims(App app) {
        Instant now = server.clock().instant();
        return new JWTClaimsSet.Builder()
                .issuer(app.clientId())
                .audience(server.issuer().toString())
                .jwtID("one")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("scope", "openid")
                .claim("login_hint", "alice")
                .claim("requested_expiry", 60);
    }

    private static String jwt(ECKey key, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }
}
