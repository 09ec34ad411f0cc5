package dev.symbolon.conformance.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.symbolon.TestServer;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Site;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@DisplayName("The plans basic, implicit, hybrid and dynamic: requests in objects")
class RequestObjectsTest {

    private static TestServer server;
    private static Site site;
    private Browser alice;

    @BeforeAll
    static void start() {
        server = Candidate.start();
        site = new Site();
    }

    @AfterAll
    static void stop() {
        server.close();
        site.close();
    }

    @BeforeEach
    void freshBrowser() {
        alice = server.browser();
    }

    private static JWTClaimsSet claims(RelyingParty party, Map<String, Object> request) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder().issuer(party.clientId()).audience(server.origin());
        request.forEach(claims::claim);
        return claims.build();
    }

    /** What stands beside the object all the same (Core §6.1), with that instead of the rest. */
    private static Map<String, Object> beside(
            Map<String, Object> request, String name, String value) {
        Map<String, Object> some = new LinkedHashMap<>(request);
        some.keySet().retainAll(List.of("response_type", "client_id", "scope", "redirect_uri"));
        some.put(name, value);
        return some;
    }

    private Walk walk(RelyingParty party, Map<String, Object> request, Map<String, Object> sent) {
        Answer first = alice.get(party.authorizationUri(sent));
        return new Walk(party, request, RelyingParty.throughPages(alice, first));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-request-uri-signed-rs256: a signed request at an address that was registered with a fragment before anybody knew what would stand there")
    void signedRequestUri(Variant variant) {
        URI at = site.at("/requesturi/" + OpaqueValue.randomId());
        String requestUri = at + "#" + OpaqueValue.sha256("what nobody knows yet");
        RelyingParty party =
                RelyingParty.register(
                        server,
                        variant,
                        Map.of(
                                "request_uris",
                                List.of(requestUri),
                                "request_object_signing_alg",
                                "RS256"));
        Map<String, Object> request = party.request();
        site.put(
                at.getPath(),
                "application/jose",
                party.keyed().signed(JWSAlgorithm.RS256, claims(party, request)));

        walk(party, request, beside(request, "request_uri", requestUri)).complete();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "oidcc-ensure-request-object-with-redirect-uri: of two redirect URIs that of the signed request counts")
    void redirectUriOfObject(Variant variant) {
        RelyingParty party = RelyingParty.register(server, variant);
        Map<String, Object> request = party.request();
        String object = party.keyed().signed(JWSAlgorithm.RS256, claims(party, request));
        Map<String, Object> sent = beside(request, "request", object);
        sent.put("redirect_uri", party.redirectUri() + "/other");

        walk(party, request, sent).complete();
    }

    @Test
    @DisplayName("discovery offers no unsigned ones, so that plans skip their modules")
    void offered() {
        assertThat(server.metadata().get("request_object_signing_alg_values_supported"))
                .asInstanceOf(LIST)
                .contains("RS256")
                .doesNotContain("none");
    }

    @ParameterizedTest
    @EnumSource(names = "(?!.*FORM_POST).*", mode = Mode.MATCH_ALL)
    @DisplayName(
            "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported: who sends one all the same hears that it is not supported")
    void unsigned(Variant variant) {
        RelyingParty party = RelyingParty.register(server, variant);
        Map<String, Object> request = party.request();
        String object = new PlainJWT(claims(party, request)).serialize();
        Map<String, Object> sent = beside(request, "request", object);

        assertThat(new Walk(party, sent, alice.get(party.authorizationUri(sent))).error())
                .isEqualTo("request_not_supported");
    }

    @Test
    @DisplayName(
            "oidcc-ensure-request-object-with-redirect-uri: with an unsigned one the other address leads nowhere")
    void redirectUriBesideUnsigned() {
        RelyingParty party = RelyingParty.register(server, Variant.CODE);
        Map<String, Object> request = party.request();
        String object = new PlainJWT(claims(party, request)).serialize();
        Map<String, Object> sent = beside(request, "request", object);
        sent.put("redirect_uri", party.redirectUri() + "/other");
        Answer page = alice.get(party.authorizationUri(sent)).expectsStatus(400);

        assertThat(page.header("location")).isEmpty();
        assertThat(page.body()).contains("authorize.redirect-uri-registered");
    }
}
