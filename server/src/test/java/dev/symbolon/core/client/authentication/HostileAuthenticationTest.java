package dev.symbolon.core.client.authentication;

import static dev.symbolon.core.client.MetadataExamples.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.core.oauth.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

@Label("Whatever a stranger sends to authenticate with is refused, and never a failure of ours")
class HostileAuthenticationTest {

    private static @Nullable Database database;
    private static @Nullable AuthenticationBench bench;

    @BeforeContainer
    static void open() {
        database = TestDatabases.fresh();
        bench = new AuthenticationBench(database);
        bench.register(web("client_id", "slipway"));
    }

    @AfterContainer
    static void close() {
        bench().close();
        if (database != null) {
            database.close();
        }
    }

    @Property(tries = 500)
    void refused(
            @ForAll("headers") List<String> headers,
            @ForAll("forms") Map<String, String> parameters) {
        String[] pairs =
                parameters.entrySet().stream()
                        .flatMap(pair -> List.of(pair.getKey(), pair.getValue()).stream())
                        .toArray(String[]::new);
        Map<String, List<String>> sent =
                headers.isEmpty() ? Map.of() : Map.of("authorization", headers);
        Refusal refusal = bench().refused(sent, AuthenticationBench.form(pairs));
        assertThat(refusal.error().wire()).isIn("invalid_client", "invalid_request");
        assertThat(refusal.description()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    }

    @Provide
    Arbitrary<List<String>> headers() {
        Arbitrary<String> basic =
                Arbitraries.strings()
                        .ofMaxLength(30)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .map(bytes -> "Basic " + Base64.getEncoder().encodeToString(bytes));
        return Arbitraries.oneOf(basic, Arbitraries.strings().ofMaxLength(30), named())
                .list()
                .ofMaxSize(2);
    }

    private static Arbitrary<String> named() {
        return Arbitraries.strings()
                .ascii()
                .ofMaxLength(20)
                .map(secret -> "Basic " + AuthenticationBench.base64("slipway:" + secret));
    }

    @Provide
    Arbitrary<Map<String, String>> forms() {
        Arbitrary<String> values =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "slipway",
                                "e30.e30.AA",
                                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzbGlwd2F5In0.AAAA",
                                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOlsxXX0.AAAA",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                        // U+0000 never gets this far: a form that has it is refused whole.
                        Arbitraries.strings().ofMaxLength(30).map(text -> text.replace("\0", "")));
        return Arbitraries.maps(
                Arbitraries.of(
                        "client_id", "client_secret", "client_assertion", "client_assertion_type"),
                values);
    }

    private static AuthenticationBench bench() {
        if (bench == null) {
            throw new IllegalStateException("not open");
        }
        return bench;
    }
}
