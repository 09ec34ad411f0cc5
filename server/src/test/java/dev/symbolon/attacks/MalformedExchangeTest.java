package dev.symbolon.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.token.AssertionSite;
import dev.symbolon.protocol.token.ExchangeSite;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.OtherIssuer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Exchanges and assertions that hold whatever came to the attacker's mind. */
@Label("Malformed exchanges and assertions")
class MalformedExchangeTest {

    private static final List<String> PARAMETERS =
            List.of(
                    "subject_token",
                    "subject_token_type",
                    "actor_token",
                    "actor_token_type",
                    "requested_token_type",
                    "resource",
                    "audience",
                    "scope");
    private static final List<String> CLAIMS =
            List.of(
                    "iss",
                    "sub",
                    "aud",
                    "exp",
                    "nbf",
                    "iat",
                    "jti",
                    "scope",
                    "resource",
                    "act",
                    "cnf",
                    "client_id",
                    "email",
                    "email_verified",
                    "may_act");

    private static ExchangeSite exchanging;
    private static AssertionSite trusting;
    private static OtherIssuer idp;
    private static String token;

    @BeforeContainer
    static void start() {
        exchanging = new ExchangeSite();
        trusting = new AssertionSite();
        idp = trusting.idp();
        token = exchanging.tokens().text("access_token");
    }

    @AfterContainer
    static void stop() {
        exchanging.close();
        trusting.close();
    }

    @Provide
    Arbitrary<String> parameters() {
        return Arbitraries.of(PARAMETERS);
    }

    @Provide
    Arbitrary<String> texts() {
        String type = "urn:ietf:params:oauth:token-type:";
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200),
                Arbitraries.of(
                        token,
                        type + "access_token",
                        type + "jwt",
                        type + "id_token",
                        type + "id-jag",
                        type + "refresh_token",
                        "https://[::1",
                        "\u0000",
                        "a.b.c"));
    }

    @Provide
    Arbitrary<String> claims() {
        return Arbitraries.of(CLAIMS);
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200).map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.<Object>of(
                        "",
                        "a".repeat(3000),
                        true,
                        List.of(),
                        List.of(List.of(1)),
                        List.of(1, "a"),
                        Map.of(),
                        Map.of("sub", 1, "act", List.of()),
                        Map.of("jkt", 1)));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    @Label("an exchange is never a failure of the server")
    void exchange(
            @ForAll("parameters") String one,
            @ForAll("texts") String first,
            @ForAll("parameters") String other,
            @ForAll("texts") String second) {
        Map<String, Object> form = ExchangeSite.exchange(token);
        form.put(one, first);
        form.put(other, second);
        check(exchanging.service().token(form));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    @Label("nor is an assertion, of whichever kind")
    void assertion(@ForAll("claims") String name, @ForAll("values") Object value) {
        for (String typ : List.of("JWT", "oauth-id-jag+jwt")) {
            Map<String, Object> claims = trusting.claims(Map.of("client_id", "wiki"));
            claims.put(name, value);
            check(trusting.wiki().token(AssertionSite.form(idp.signed(typ, claims))));
        }
    }

    private static void check(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isLessThan(500);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("dev.symbolon.");
    }
}
