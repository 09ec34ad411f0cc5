package dev.symbolon.core.client.authentication;

import static dev.symbolon.core.client.MetadataExamples.publicNative;
import static dev.symbolon.core.client.MetadataExamples.web;
import static dev.symbolon.core.client.authentication.AuthenticationBench.TENANT;
import static dev.symbolon.core.client.authentication.AuthenticationBench.TOKEN;
import static dev.symbolon.core.client.authentication.AuthenticationBench.authorization;
import static dev.symbolon.core.client.authentication.AuthenticationBench.base64;
import static dev.symbolon.core.client.authentication.AuthenticationBench.basic;
import static dev.symbolon.core.client.authentication.AuthenticationBench.form;
import static dev.symbolon.core.client.authentication.AuthenticationBench.secretOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 §2.3 client authentication with a secret, and without")
class SecretAuthenticationTest {

    private static final Map<String, List<String>> NOTHING = Map.of();

    private final Database database = TestDatabases.fresh();
    private final AuthenticationBench bench = new AuthenticationBench(database);
    private final Registered app = bench.register(web("client_id", "slipway"));
    private final Registered posting =
            bench.register(
                    web("client_id", "post", "token_endpoint_auth_method", "client_secret_post"));
    private final Registered tool = bench.register(publicNative("http://127.0.0.1/cb"));

    @AfterEach
    void close() {
        bench.close();
        database.close();
    }

    @Test
    @DisplayName("HTTP Basic with id and secret lets the client in (§2.3.1)")
    void byBasic() {
        AuthenticatedClient in = bench.post(basic("slipway", secretOf(app)), "");
        assertThat(in.client()).isEqualTo(app.client());
        assertThat(in.method()).isEqualTo("client_secret_basic");
        bench.post(authorization("bAsIc " + base64("slipway:" + secretOf(app))), "");
        bench.post(basic("slipway", secretOf(app)), form("client_id", "slipway"));
    }

    @Test
    @DisplayName("id and secret are form-encoded in HTTP Basic (§2.3.1)")
    void encodedBasic() {
        String secret = "a+b%c&d=e:f/0123456789-abcdefghi";
        bench.register(web("client_id", "my+app", "client_secret", secret));
        bench.post(basic("my%2Bapp", "a%2Bb%25c%26d%3De%3Af%2F0123456789-abcdefghi"), "");
        assertThat(bench.refused(basic("my+app", secret), "").rule())
                .isEqualTo(AuthenticationRule.BASIC_FORM);
    }

    @Test
    @DisplayName("id and secret among the parameters let the client in (§2.3.1)")
    void byForm() {
        AuthenticatedClient in =
                bench.post(NOTHING, form("client_id", "post", "client_secret", secretOf(posting)));
        assertThat(in.method()).isEqualTo("client_secret_post");
    }

    @Test
    @DisplayName("a public client says its client_id (§3.2.1)")
    void publicClient() {
        AuthenticatedClient in = bench.post(NOTHING, form("client_id", tool.client().clientId()));
        assertThat(in.client()).isEqualTo(tool.client());
        assertThat(in.method()).isEqualTo("none");
    }

    @Test
    @DisplayName("an unknown client and a wrong secret answer the same")
    void sameAnswer() {
        String good = secretOf(app);
        List<Refusal> refusals =
                List.of(
                        bench.refused(basic("unknown", good), ""),
                        bench.refused(basic("", ""), ""),
                        bench.refused(basic("slipway", "wrong"), ""),
                        bench.refused(basic("slipway", ""), ""),
                        bench.refused(basic("slipway", secretOf(posting)), ""),
                        bench.refused(basic("slipway", app.client().secrets().hash() + ""), ""),
                        bench.refused(basic("slipway", "-".repeat(43)), ""),
                        bench.refused(basic(tool.client().clientId(), ""), ""),
                        bench.refused(basic(tool.client().clientId(), good), ""));
        assertThat(refusals)
                .allSatisfy(refusal -> {
                    assertThat(refusal.rule()).isEqualTo(AuthenticationRule.PROVEN);
                    assertThat(refusal.description()).isEqualTo(refusals.getFirst().description());
                    assertThat(refusal.error().status()).isEqualTo(401);
                    assertThat(refusal.headers()).isEqualTo(refusals.getFirst().headers());
                });
    }

    @Test
    @DisplayName("a client that must authenticate does not get in by its client_id alone")
    void confidentialWithoutProof() {
        Refusal known = bench.refused(NOTHING, form("client_id", "slipway"));
        Refusal unknown = bench.refused(NOTHING, form("client_id", "unknown"));
        Refusal empty = bench.refused(NOTHING, form("client_id", "slipway", "client_secret", ""));
        assertThat(List.of(known, unknown, empty))
                .extracting(Refusal::rule)
                .containsOnly(AuthenticationRule.PROVEN);
        assertThat(known.description()).isEqualTo(unknown.description());
        assertThat(known.headers()).isEqualTo(unknown.headers()).containsKey("WWW-Authenticate");
    }

    @Test
    @DisplayName("every 401 has a challenge, whatever was tried (§5.2, RFC 9110 §15.5.2)")
    void challenge() {
        for (Refusal refusal :
                List.of(
                        bench.refused(basic("slipway", "wrong"), ""),
                        bench.refused(
                                NOTHING, form("client_id", "post", "client_secret", "wrong")))) {
            assertThat(refusal.headers())
                    .containsEntry("WWW-Authenticate", "Basic realm=\"https://id.example/t/a\"");
        }
    }

    @Test
    @DisplayName("the right secret by another method than the registered one is refused (RFC 7591)")
    void otherMethod() {
        assertThat(
                        bench.refused(
                                        NOTHING,
                                        form(
                                                "client_id",
                                                "slipway",
                                                "client_secret",
                                                secretOf(app)))
                                .rule())
                .isEqualTo(AuthenticationRule.METHOD_REGISTERED);
        assertThat(bench.refused(basic("post", secretOf(posting)), "").rule())
                .isEqualTo(AuthenticationRule.METHOD_REGISTERED);
    }

    @Test
    @DisplayName("more than one method in a request is invalid_request (§2.3, §5.2)")
    void twoMethods() {
        Refusal both =
                bench.refused(
                        basic("slipway", secretOf(app)),
                        form("client_id", "slipway", "client_secret", secretOf(app)));
        assertThat(both.rule()).isEqualTo(AuthenticationRule.ONE_METHOD);
        assertThat(both.error().wire()).isEqualTo("invalid_request");
        assertThat(
                        bench.refused(
                                        NOTHING,
                                        form(
                                                "client_id", "post",
                                                "client_secret", secretOf(posting),
                                                "client_assertion", "x"))
                                .rule())
                .isEqualTo(AuthenticationRule.ONE_METHOD);
    }

    @Test
    @DisplayName("parameters and the header stand there once (§3.2)")
    void repeated() {
        String good = "client_id=post&client_secret=" + secretOf(posting);
        assertThat(bench.refused(NOTHING, good + "&client_id=post").rule())
                .isEqualTo(AuthenticationRule.ONE_VALUE);
        assertThat(bench.refused(NOTHING, good + "&client_secret=x").rule())
                .isEqualTo(AuthenticationRule.ONE_VALUE);
        String header = "Basic " + base64("slipway:" + secretOf(app));
        assertThat(bench.refused(authorization(header, header), "").rule())
                .isEqualTo(AuthenticationRule.ONE_VALUE);
    }

    @Test
    @DisplayName("a client_id beside HTTP Basic says the same (RFC 7521 §4.2)")
    void otherClientId() {
        assertThat(bench.refused(basic("slipway", secretOf(app)), form("client_id", "post")).rule())
                .isEqualTo(AuthenticationRule.SAME_CLIENT);
    }

    @Test
    @DisplayName("a request without any client is invalid_client (§5.2)")
    void nothing() {
        assertThat(bench.refused(NOTHING, "").rule()).isEqualTo(AuthenticationRule.PRESENT);
        assertThat(bench.refused(NOTHING, form("client_secret", "")).rule())
                .isEqualTo(AuthenticationRule.PRESENT);
    }

    @ParameterizedTest
    @DisplayName("malformed HTTP Basic is invalid_client")
    @ValueSource(
            strings = {
                "Basic ",
                "Basic !!!",
                "Basic c2xpcHdheQ==",
                "Basic /w==",
                "Basic c2xpcHdheTolenp6",
                "Basic c2xpcHdheTp4 c2xpcHdheTp4"
            })
    void malformed(String header) {
        Refusal refusal = bench.refused(authorization(header), "");
        assertThat(refusal.rule()).isEqualTo(AuthenticationRule.BASIC_FORM);
        assertThat(refusal.headers()).containsKey("WWW-Authenticate");
    }

    @ParameterizedTest
    @DisplayName("another scheme is no client authentication, also beside a public client_id")
    @ValueSource(strings = {"", "Bearer abc", "Basicabc", "DPoP x", "Digest username=\"a\""})
    void otherScheme(String header) {
        Refusal refusal =
                bench.refused(authorization(header), form("client_id", tool.client().clientId()));
        assertThat(refusal.rule()).isEqualTo(AuthenticationRule.SCHEME);
        assertThat(refusal.headers()).containsKey("WWW-Authenticate");
    }

    @Test
    @DisplayName("a client of another tenant is unknown")
    void otherTenant() {
        Tenant other = new Tenant("b", URI.create("https://id.example/t/b"));
        assertThatThrownBy(() -> bench.post(other, TOKEN, basic("slipway", secretOf(app)), ""))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.rule()).isEqualTo(AuthenticationRule.PROVEN));
    }

    @Test
    @DisplayName("while a secret is replaced, both let the client in")
    void rotation() {
        String old = secretOf(app);
        Registered rotated =
                bench.clients.rotateSecret(TENANT, "slipway", Duration.ofHours(1)).orElseThrow();
        bench.post(basic("slipway", old), "");
        bench.post(basic("slipway", secretOf(rotated)), "");
        bench.clients.rotateSecret(TENANT, "slipway", Duration.ZERO);
        assertThat(bench.refused(basic("slipway", secretOf(rotated)), "").rule())
                .isEqualTo(AuthenticationRule.PROVEN);
    }

    @Test
    @DisplayName("neither the secret nor its hash gets into the trace")
    void traceIsClean() {
        String wrong = secretOf(posting);
        bench.refused(basic("slipway", wrong), "");
        assertThat(bench.trace().checks().toString() + bench.trace().facts())
                .doesNotContain(wrong)
                .doesNotContain(String.valueOf(app.client().secrets().hash()));
    }
}
