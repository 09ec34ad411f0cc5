package dev.symbolon.conformance.openid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Browser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The plans basic, implicit, hybrid and form post: what requests may say")
class RequestsTest {

    private static final Map<String, Set<String>> CLAIMS =
            Map.of(
                    "profile",
                    Set.of(
                            "name",
                            "given_name",
                            "family_name",
                            "middle_name",
                            "nickname",
                            "profile",
                            "picture",
                            "website",
                            "gender",
                            "birthdate",
                            "zoneinfo",
                            "locale",
                            "updated_at",
                            "preferred_username"),
                    "email",
                    Set.of("email", "email_verified"),
                    "address",
                    Set.of("address"),
                    "phone",
                    Set.of("phone_number", "phone_number_verified"));

    private static TestServer server;
    private Browser alice;

    @BeforeAll
    static void start() {
        server = Candidate.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void freshBrowser() {
        alice = server.browser();
    }

    private static RelyingParty party(Variant variant) {
        return RelyingParty.register(server, variant);
    }

    private Walk.Outcome asking(Variant variant, String name, Object value) {
        RelyingParty party = party(variant);
        return party.walk(alice, party.request(name, value)).complete();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-display-page: display=page does no harm")
    void displayPage(Variant variant) {
        asking(variant, "display", "page");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-display-popup: display=popup does no harm")
    void displayPopup(Variant variant) {
        asking(variant, "display", "popup");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-ui-locales: a language that nobody has translated does no harm")
    void uiLocales(Variant variant) {
        asking(variant, "ui_locales", "se");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-claims-locales: nor do claims in one")
    void claimsLocales(Variant variant) {
        asking(variant, "claims_locales", "se");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-login-hint: nor does the hint of somebody who is not known")
    void loginHint(Variant variant) {
        asking(variant, "login_hint", "buffy@suite.example");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-ensure-request-with-unknown-parameter-succeeds: what is not known is ignored")
    void unknownParameter(Variant variant) {
        asking(variant, "extra", "foobar");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-ensure-request-with-acr-values-succeeds: a wish that cannot be met stops nobody, and the ID token says what was reached")
    void acrValues(Variant variant) {
        assertThat(asking(variant, "acr_values", "1 2").idToken().claims()).containsKey("acr");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the acr that discovery names is the one that the ID token has")
    void supportedAcr(Variant variant) {
        String reached = asking(variant, "acr_values", "1 2").idToken().claim("acr");
        assertThat(server.metadata()).containsEntry("acr_values_supported", List.of(reached));
        assertThat(asking(variant, "acr_values", reached).idToken().claim("acr"))
                .isEqualTo(reached);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-scope-profile, -email, -address, -phone: a scope brings its claims, at userinfo or in an ID token that comes alone")
    void scopes(Variant variant) {
        CLAIMS.forEach((scope, claims) -> toldFor(variant, "openid " + scope, claims));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-scope-all: all of them at once")
    void allScopes(Variant variant) {
        Set<String> all = new HashSet<>();
        CLAIMS.values().forEach(all::addAll);
        toldFor(variant, "openid email phone address profile", all);
    }

    private void toldFor(Variant variant, String scope, Set<String> claims) {
        RelyingParty party = party(variant);
        Walk.Outcome outcome = party.walk(alice, party.request("scope", scope)).complete();
        if (outcome.accessToken() == null) {
            assertThat(outcome.idToken().claims()).containsKeys(claims.toArray(String[]::new));
            return;
        }
        Map<String, Object> told =
                new LinkedHashMap<>(party.app().userinfo(outcome.token()).json());
        told.remove("sub");
        assertThat(told).containsOnlyKeys(claims);
        assertThat(outcome.idToken().claims().keySet()).doesNotContainAnyElementsOf(claims);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-alternate-happy-flow: scopes and parameters may stand the other way round")
    void otherOrder(Variant variant) {
        RelyingParty party = party(variant);
        Map<String, Object> request = party.request("scope", "email openid");
        List<String> names = new ArrayList<>(request.keySet());
        names.sort(Collections.reverseOrder());
        Map<String, Object> reversed = new LinkedHashMap<>();
        names.forEach(name -> reversed.put(name, request.getOrDefault(name, "")));

        party.walk(alice, reversed).complete();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-claims-essential: a name that is asked for is told where it was asked for, and nowhere else")
    void essentialClaim(Variant variant) {
        boolean atUserinfo = variant.has("code") || variant.has("token");
        Map<String, Object> wish = Map.of("name", Map.of("essential", true));
        RelyingParty party = party(variant);
        Map<String, Object> request =
                party.request(
                        "claims", Json.text(Map.of(atUserinfo ? "userinfo" : "id_token", wish)));
        Walk.Outcome outcome = party.walk(alice, request).complete();

        assertThat(outcome.idToken().claims().containsKey("name")).isEqualTo(!atUserinfo);
        if (atUserinfo) {
            assertThat(party.app().userinfo(outcome.token()).json())
                    .containsOnlyKeys("sub", "name")
                    .containsEntry("name", "Alice Liddell");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-prompt-login: who is signed in signs in again, and auth_time tells")
    void promptLogin(Variant variant) {
        RelyingParty party = party(variant);
        IdToken first = party.walk(alice).complete().idToken();
        server.clock().advance(Duration.ofSeconds(1));
        IdToken second = again(party, party.request("prompt", "login"));

        assertThat(second.authTime()).isGreaterThan(first.authTime());
        assertThat(second.claim("sub")).isEqualTo(first.claim("sub"));
    }

    /** A second walk, on which the person has to sign in. */
    private IdToken again(RelyingParty party, Map<String, Object> request) {
        Answer page = alice.get(party.authorizationUri(request));
        assertThat(page.asked().getPath()).endsWith("/sign-in");
        Answer landed = RelyingParty.throughPages(alice, page);
        return new Walk(party, request, landed).complete().idToken();
    }

    /** A second walk, on which nobody is asked anything. */
    private IdToken atOnce(RelyingParty party, Map<String, Object> request) {
        Answer landed = alice.get(party.authorizationUri(request));
        return new Walk(party, request, landed).complete().idToken();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-prompt-none-not-logged-in: prompt=none without a session is login_required, with a long state as it was")
    void promptNoneNotLoggedIn(Variant variant) {
        RelyingParty party = party(variant);
        Map<String, Object> request = party.request("prompt", "none");
        request.put("state", "s".repeat(124) + "-._~");
        Answer landed = alice.get(party.authorizationUri(request));

        assertThat(new Walk(party, request, landed).error()).isEqualTo("login_required");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-prompt-none-logged-in: with one it answers at once, for the same person and sign-in")
    void promptNoneLoggedIn(Variant variant) {
        RelyingParty party = party(variant);
        IdToken first = party.walk(alice).complete().idToken();
        server.clock().advance(Duration.ofSeconds(2));

        sameSignIn(first, atOnce(party, party.request("prompt", "none")));
    }

    private static void sameSignIn(IdToken first, IdToken second) {
        assertThat(second.claim("sub")).isEqualTo(first.claim("sub"));
        assertThat(second.authTime()).isEqualTo(first.authTime());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-id-token-hint: and so it does with the ID token of then as a hint")
    void idTokenHint(Variant variant) {
        RelyingParty party = party(variant);
        IdToken first = party.walk(alice).complete().idToken();
        server.clock().advance(Duration.ofSeconds(2));
        Map<String, Object> request = party.request("prompt", "none");
        request.put("id_token_hint", first.jwt());

        sameSignIn(first, atOnce(party, request));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-max-age-1: who signed in longer ago than max_age signs in again, and auth_time tells")
    void maxAgeShort(Variant variant) {
        RelyingParty party = party(variant);
        IdToken first = party.walk(alice).complete().idToken();
        server.clock().advance(Duration.ofSeconds(2));
        IdToken second = again(party, party.request("max_age", "1"));

        assertThat(second.authTime())
                .isGreaterThan(first.authTime())
                .isEqualTo(server.clock().instant().getEpochSecond());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("oidcc-max-age-10000: who did not is not asked, and auth_time stays")
    void maxAgeLong(Variant variant) {
        RelyingParty party = party(variant);
        IdToken first = party.walk(alice, party.request("max_age", "15000")).complete().idToken();
        server.clock().advance(Duration.ofSeconds(2));

        sameSignIn(first, atOnce(party, party.request("max_age", "10000")));
    }
}
