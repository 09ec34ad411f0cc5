package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.AssertionSite.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.OtherIssuer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("RFC 7523 §2.1, §3 JWTs as authorization grants")
class JwtBearerGrantTest {

    private static final String INVALID_GRANT = "invalid_grant";

    private static AssertionSite site;

    @BeforeAll
    static void start() {
        site = new AssertionSite();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    @DisplayName("an assertion gives an access token for whom it speaks of, and no refresh token")
    void success() {
        Answer answer = site.present(site.claims(Map.of())).expectsStatus(200);

        assertThat(answer.json()).doesNotContainKeys("refresh_token", "id_token");
        assertThat(answer.json()).containsEntry("scope", "api:read openid");
        String token = answer.text("access_token");
        assertThat(App.claims(token)).containsEntry("client_id", "wiki");
        assertThat(site.wiki().userinfo(token).text("sub")).isEqualTo(App.claims(token).get("sub"));
        assertThat(site.wiki().introspect(token).json()).containsEntry("active", true);
    }

    @Test
    @DisplayName("its token endpoint may be the audience (§3 3)")
    void tokenEndpoint() {
        site.present(site.with("aud", site.server().origin() + "/oauth/token")).expectsStatus(200);
        site.present(site.with("aud", List.of(site.server().origin()))).expectsStatus(200);
    }

    static Stream<Arguments> wrongClaims() {
        long now = site.server().clock().instant().getEpochSecond();
        String us = site.server().origin();
        return Stream.of(
                arguments("iss", "https://other.example", "assertion.issuer"),
                arguments("iss", us, "assertion.issuer"),
                arguments("iss", null, "assertion.form"),
                arguments("iss", 1, "assertion.form"),
                arguments("sub", null, "assertion.subject"),
                arguments("sub", "", "assertion.subject"),
                arguments("sub", "a\u0000b", "assertion.subject"),
                arguments("sub", "u-2", "assertion.account"),
                arguments("aud", null, "assertion.audience"),
                arguments("aud", us + "/", "assertion.audience"),
                arguments("aud", List.of(us, "https://other.example"), "assertion.audience"),
                arguments("exp", null, "assertion.times"),
                arguments("exp", now - 61, "assertion.times"),
                arguments("exp", now + 3700, "assertion.times"),
                arguments("exp", "soon", "assertion.times"),
                arguments("nbf", now + 100, "assertion.times"),
                arguments("iat", now + 100, "assertion.times"),
                arguments("jti", null, "assertion.id"),
                arguments("jti", "x".repeat(1001), "assertion.id"),
                arguments("cnf", Map.of("jkt", "key"), "assertion.key"));
    }

    @ParameterizedTest(name = "{2}: {0} {1}")
    @MethodSource("wrongClaims")
    @DisplayName("what does not hold is invalid_grant (§3.1)")
    void wrong(String claim, @Nullable Object value, String rule) {
        site.present(site.with(claim, value)).expectsError(INVALID_GRANT).naming(rule);
    }

    @Test
    @DisplayName("only the issuer's own keys sign (§3 9), and only an assertion is one (RFC 8725)")
    void signature() {
        site.present(new OtherIssuer().signed("JWT", site.claims(Map.of())))
                .expectsError(INVALID_GRANT)
                .naming("assertion.signed");
        site.present("nonsense").expectsError(INVALID_GRANT).naming("assertion.form");
        for (String typ : List.of("at+jwt", "logout+jwt", "dpop+jwt")) {
            site.present(site.idp().signed(typ, site.claims(Map.of())))
                    .expectsError(INVALID_GRANT)
                    .naming("assertion.typ");
        }
        site.wiki()
                .token(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"))
                .expectsError("invalid_request")
                .naming("assertion.present");
    }

    @Test
    @DisplayName("an assertion is used once; one that was refused is not used up")
    void once() {
        String assertion = site.idp().signed("JWT", site.claims(Map.of()));
        Map<String, Object> form = form(assertion);
        form.put("scope", "api:write");
        site.wiki().token(form).expectsError("invalid_scope").naming("assertion.scope");

        site.present(assertion).expectsStatus(200);
        site.present(assertion).expectsError(INVALID_GRANT).naming("assertion.once");
    }

    @Test
    @DisplayName("who may bring it stands in the settings, and in the client's grant_types")
    void clients() {
        App stranger = site.client("stranger", Map.of());
        stranger.token(form(site.idp().signed("JWT", site.claims(Map.of()))))
                .expectsError("unauthorized_client")
                .naming("assertion.client");
        site.server()
                .machine()
                .token(form(site.idp().signed("JWT", site.claims(Map.of()))))
                .expectsError("unauthorized_client")
                .naming("token.grant-type-allowed");
    }

    @Test
    @DisplayName("scope and resource narrow (RFC 7521 §4.1, RFC 8707 §2)")
    void narrowed() {
        Map<String, Object> form = form(site.idp().signed("JWT", site.claims(Map.of())));
        form.put("scope", "api:read");
        form.put("resource", TestServer.API);
        assertThat(App.claims(site.wiki().token(form).expectsStatus(200).text("access_token")))
                .containsEntry("aud", TestServer.API)
                .containsEntry("scope", "api:read");
    }

    @Test
    @DisplayName(
            "an email finds an account only where the issuer is trusted with it, verified twice")
    void email() {
        Map<String, Object> bob =
                Map.of("sub", "u-9", "email", "bob@example.com", "email_verified", true);
        site.present(site.claims(bob)).expectsError(INVALID_GRANT).naming("assertion.account");

        Map<String, Object> trusted = site.claims(bob);
        trusted.put("iss", AssertionSite.BY_EMAIL);
        site.present(trusted).expectsStatus(200);
        for (Object said : List.of(false, "true")) {
            Map<String, Object> unverified = site.claims(bob);
            unverified.put("iss", AssertionSite.BY_EMAIL);
            unverified.put("email_verified", said);
            site.present(unverified).expectsError(INVALID_GRANT).naming("assertion.account");
        }
        Map<String, Object> name = site.claims(bob);
        name.put("iss", AssertionSite.BY_EMAIL);
        name.put("email", "bob");
        site.present(name).expectsError(INVALID_GRANT).naming("assertion.account");
    }

    @Test
    @DisplayName("an email that somebody typed when they signed up finds no account")
    void emailOfSignUp() {
        Browser mallory = site.server().browser();
        mallory.submit(
                        mallory.get("/sign-up")
                                .form()
                                .with("login", "mallory")
                                .with("password", "sails at night")
                                .with("email", "victim@example.com"))
                .expectsStatus(200);
        Map<String, Object> victim =
                site.claims(
                        Map.of(
                                "sub",
                                "u-8",
                                "email",
                                "victim@example.com",
                                "email_verified",
                                true));
        victim.put("iss", AssertionSite.BY_EMAIL);
        site.present(victim).expectsError(INVALID_GRANT).naming("assertion.account");
    }

    @Test
    @DisplayName("a disabled account gets nothing, and what it had ends")
    void disabled() {
        site.server().link("carol", OtherIssuer.ISSUER, "u-3");
        String token = site.present(site.claims(Map.of("sub", "u-3"))).text("access_token");

        site.server().disable("carol");
        site.present(site.claims(Map.of("sub", "u-3")))
                .expectsError(INVALID_GRANT)
                .naming("assertion.account");
        assertThat(site.wiki().introspect(token).json()).containsEntry("active", false);
        site.server().enable("carol");
    }

    @Test
    @DisplayName("who acts over there is not forgotten here (RFC 8693 §4.1)")
    void act() {
        Answer answer = site.present(site.claims(Map.of("act", Map.of("sub", "agent"))));

        assertThat(App.claims(answer.text("access_token")))
                .containsEntry("act", Map.of("iss", OtherIssuer.ISSUER, "sub", "agent"));
    }

    @Test
    @DisplayName("the token is bound to the key that is proved; an assertion with cnf needs it")
    void bound() {
        DpopKey key = new DpopKey(site.server().clock());
        Map<String, Object> claims = site.claims(Map.of("cnf", Map.of("jkt", key.thumbprint())));
        Answer answer =
                site.wiki()
                        .sending(
                                "DPoP",
                                key.proof("POST", site.server().issuer() + "/oauth/token").signed())
                        .token(form(site.idp().signed("JWT", claims)))
                        .expectsStatus(200);

        assertThat(answer.json()).containsEntry("token_type", "DPoP");
    }

    @Test
    @DisplayName("it is advertised where an issuer is trusted, and only there (RFC 8414 §2)")
    void metadata() {
        assertThat(String.valueOf(site.server().metadata().get("grant_types_supported")))
                .contains("jwt-bearer");
        assertThat(site.server().metadata())
                .containsEntry(
                        "authorization_grant_profiles_supported",
                        List.of("urn:ietf:params:oauth:grant-profile:id-jag"));
        try (TestServer trusting = TestServer.start()) {
            assertThat(String.valueOf(trusting.metadata().get("grant_types_supported")))
                    .doesNotContain("jwt-bearer");
            assertThat(trusting.metadata())
                    .doesNotContainKey("authorization_grant_profiles_supported");
        }
    }
}
