package dev.symbolon.protocol.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Registrant;
import dev.symbolon.testing.Registrant.Management;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7591 §2.3 software statements")
class SoftwareStatementTest {

    private static final String PUBLISHER = "https://publisher.example";
    private static final String INVALID = "invalid_software_statement";

    private static ECKey key;
    private static TestServer server;
    private static Registrant stranger;

    @BeforeAll
    static void start() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("2026").generate();
        String publishers =
                Json.text(Map.of(PUBLISHER, new JWKSet(key).toPublicJWKSet().toJSONObject()));
        server =
                TestServer.start(
                        TestDatabases.fresh(),
                        Map.of(
                                "registration.mode",
                                "open",
                                "registration.per-address",
                                "100",
                                "registration.software-publishers",
                                publishers));
        stranger = server.stranger();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, Object> claims(Map<String, ?> other) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", PUBLISHER);
        claims.put("software_id", "4NRB1-0XZABZI9E6-5SM3R");
        claims.put("client_name", "The published app");
        claims.put("redirect_uris", List.of("https://published.example/callback"));
        claims.putAll(other);
        return claims;
    }

    private static String signed(Map<String, ?> claims, ECKey by, String typ) {
        try {
            JWSObject jws =
                    new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.ES256)
                                    .keyID("2026")
                                    .type(new JOSEObjectType(typ))
                                    .build(),
                            new Payload(Json.text(claims)));
            jws.sign(new ECDSASigner(by));
            return jws.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String signed(Map<String, ?> otherClaims) {
        return signed(claims(otherClaims), key, "JWT");
    }

    private static Answer register(Object statement, Map<String, ?> beside) {
        Map<String, Object> metadata = Registrant.web(beside);
        metadata.put("software_statement", statement);
        return stranger.register(metadata);
    }

    @Test
    @DisplayName("what it says takes precedence over what stands beside it, in every language")
    void precedence() {
        String statement = signed(Map.of());
        Answer answer =
                register(
                                statement,
                                Map.of(
                                        "client_name#de", "Ihre Bank",
                                        "redirect_uris", List.of("https://mallory.example/"),
                                        "contacts", List.of("a@app.example")))
                        .expectsStatus(201);

        assertThat(answer.json())
                .containsEntry("client_name", "The published app")
                .doesNotContainKey("client_name#de")
                .containsEntry("redirect_uris", List.of("https://published.example/callback"))
                .containsEntry("software_id", "4NRB1-0XZABZI9E6-5SM3R")
                .containsEntry("contacts", List.of("a@app.example"))
                .doesNotContainKey("iss");
        // §3.2.1: returned unmodified.
        assertThat(answer.text("software_statement")).isEqualTo(statement);
        assertThat(Management.of(answer).read().text("software_statement")).isEqualTo(statement);
    }

    @Test
    @DisplayName("what it says is checked like any metadata")
    void checked() {
        register(signed(Map.of("redirect_uris", List.of("javascript:alert(1)"))), Map.of())
                .expectsError("invalid_redirect_uri");
        register(signed(Map.of("first_party", true)), Map.of())
                .expectsError("invalid_client_metadata")
                .naming("client-metadata.administrator-only");
    }

    @Test
    @DisplayName("§3.2.2 one of a publisher who is not trusted is unapproved")
    void unapproved() {
        register(signed(Map.of("iss", "https://mallory.example")), Map.of())
                .expectsStatus(400)
                .expectsError("unapproved_software_statement")
                .naming("software-statement.publisher");
    }

    @Test
    @DisplayName("§3.2.2 one that is no JWT, or names no issuer, is invalid")
    void form() {
        for (Object wrong :
                List.of("x", "a.b.c", 7, List.of("x"), Map.of(), signed(Map.of("iss", 7)))) {
            register(wrong, Map.of())
                    .expectsStatus(400)
                    .expectsError(INVALID)
                    .naming("software-statement.form");
        }
    }

    @Test
    @DisplayName("§3.2.2 one that somebody else signed, or nobody, is invalid")
    void signature() throws JOSEException {
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("2026").generate();
        String whole = signed(Map.of());
        String none =
                "eyJhbGciOiJub25lIn0."
                        + whole.substring(whole.indexOf('.') + 1, whole.lastIndexOf('.'))
                        + ".AAAA";
        String changed = signed(Map.of("client_name", "Changed"));
        String swapped =
                changed.substring(0, changed.lastIndexOf('.'))
                        + whole.substring(whole.lastIndexOf('.'));
        for (String wrong : List.of(signed(claims(Map.of()), other, "JWT"), none, swapped)) {
            register(wrong, Map.of()).expectsError(INVALID).naming("software-statement.signed");
        }
    }

    @Test
    @DisplayName("RFC 7519 §4.1 its times, its audience and its type hold")
    void claims() {
        long now = server.clock().instant().getEpochSecond();
        register(signed(Map.of("exp", now - 60)), Map.of())
                .expectsError(INVALID)
                .naming("software-statement.times");
        register(signed(Map.of("nbf", now + 3600)), Map.of()).naming("software-statement.times");
        register(signed(Map.of("exp", "tomorrow")), Map.of()).naming("software-statement.times");
        register(signed(Map.of("aud", "https://other.example")), Map.of())
                .expectsError(INVALID)
                .naming("software-statement.audience");
        register(signed(claims(Map.of()), key, "at+jwt"), Map.of())
                .expectsError(INVALID)
                .naming("software-statement.typ");
        register(
                        signed(
                                Map.of(
                                        "aud",
                                        List.of("x", server.origin()),
                                        "exp",
                                        now + 60,
                                        "nbf",
                                        now)),
                        Map.of())
                .expectsStatus(201);
    }

    @Test
    @DisplayName("RFC 7592 §2.2 an update without it drops what it said; one with it is checked")
    void update() {
        Answer registered = register(signed(Map.of()), Map.of()).expectsStatus(201);
        Map<String, Object> metadata =
                Registrant.web(Map.of("client_id", registered.text("client_id")));
        metadata.put("software_statement", signed(Map.of("iss", "https://mallory.example")));
        Management.of(registered).update(metadata).expectsError("unapproved_software_statement");
        metadata.remove("software_statement");
        Answer changed = Management.of(registered).update(metadata).expectsStatus(200);

        assertThat(changed.json())
                .doesNotContainKeys("software_statement", "software_id")
                .containsEntry("redirect_uris", List.of(App.CALLBACK));
    }
}
