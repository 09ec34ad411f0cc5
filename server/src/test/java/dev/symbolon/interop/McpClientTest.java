package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.sun.net.httpserver.HttpExchange;
import dev.symbolon.TestServer;
import dev.symbolon.base.http.PemDirectory;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.Site;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that knows an MCP server's address and nothing else finds its way: RFC 9728, RFC 8414,
 * its own metadata document or registration, PKCE, RFC 8707, to a call that works.
 */
@DisplayName("MCP 2026-07-28 authorization, from an address to a call")
class McpClientTest {

    @TempDir private static Path pem;

    /** Where the client's metadata stands: https, as its client_id must be. */
    private static Site site;

    private static Site mcpSite;
    private static TestServer server;
    private static URI mcp;
    private static Browser alice;

    @BeforeAll
    static void start() throws Exception {
        PemDirectory certificate = new PemDirectory(pem);
        certificate.certify("app", "EC");
        site = new Site(certificate.serving());
        Map<String, String> settings = new LinkedHashMap<>(Site.HERE);
        settings.put("fetch.trusted-certificates", pem.resolve("cert.pem").toString());
        settings.put("client-documents.domains", "*");
        settings.put("registration.mode", "open");
        server = TestServer.start(TestDatabases.freshOnPostgres(), settings);
        // The MCP server looks at the real clock.
        server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));
        mcpSite = new Site();
        mcp = mcpSite.serve("/mcp", McpClientTest::mcpServer);
        server.api(
                Map.of(
                        "identifier", mcp.toString(),
                        "name", "Tide tables",
                        "scopes", Map.of("tides:read", "Read the tides")));
        alice = server.browser().signedIn("alice", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
        site.close();
        mcpSite.close();
    }

    /** The MCP server: it takes tokens of this issuer for itself, and tells others where to go. */
    private static void mcpServer(HttpExchange exchange) throws IOException {
        String authorization =
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        int status = isGood(authorization.replaceFirst("^Bearer ", "")) ? 200 : 401;
        exchange.getResponseHeaders()
                .set(
                        "WWW-Authenticate",
                        "Bearer resource_metadata=\"%s/.well-known/oauth-protected-resource?%s\""
                                .formatted(server.issuer(), Http.encode(Map.of("resource", mcp))));
        byte[] body = "{\"result\":\"high water at noon\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static boolean isGood(String token) {
        try {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSTypeVerifier(
                    new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
            processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(
                            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256),
                            JWKSourceBuilder.create(
                                            URI.create(server.issuer() + "/oauth/jwks").toURL())
                                    .build()));
            processor.setJWTClaimsSetVerifier(
                    new DefaultJWTClaimsVerifier<>(
                            mcp.toString(),
                            new JWTClaimsSet.Builder().issuer(server.issuer().toString()).build(),
                            Set.of("sub", "exp", "client_id")));
            JWTClaimsSet claims = processor.process(token, null);
            return claims.getStringClaim("scope").contains("tides:read");
        } catch (Exception refused) {
            return false;
        }
    }

    /** What the client has found out by the address alone. */
    private record Found(
            String resource, String scope, String issuer, Map<String, Object> metadata) {

        String endpoint(String name) {
            return String.valueOf(metadata.get(name));
        }
    }

    private static Found discover() {
        String challenge = call("nothing").header("www-authenticate").orElseThrow();
        Matcher address = Pattern.compile("resource_metadata=\"([^\"]+)\"").matcher(challenge);
        assertThat(address.find()).isTrue();
        Map<String, Object> resource =
                Http.get(URI.create(address.group(1)), Map.of()).expectsStatus(200).json();
        assertThat(resource).as("RFC 9728 §3.3").containsEntry("resource", mcp.toString());
        String issuer = first(resource, "authorization_servers");
        Map<String, Object> metadata =
                Http.get(URI.create(issuer + "/.well-known/oauth-authorization-server"), Map.of())
                        .json();
        assertThat(metadata).as("RFC 8414 §3.3").containsEntry("issuer", issuer);
        assertThat(String.valueOf(metadata.get("code_challenge_methods_supported")))
                .contains("S256");
        assertThat(String.valueOf(metadata.get("protected_resources")))
                .as("RFC 9728 §4")
                .contains(mcp.toString());
        return new Found(mcp.toString(), first(resource, "scopes_supported"), issuer, metadata);
    }

    private static String first(Map<String, Object> document, String member) {
        return document.get(member) instanceof List<?> list
                ? String.valueOf(list.getFirst())
                : "none";
    }

    private static Answer call(String token) {
        return Http.get(mcp, Map.of("Authorization", "Bearer " + token));
    }

    /** Code and PKCE, with the resource at both ends (RFC 8707). */
    private static String token(Found found, String clientId) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", clientId);
        request.put("redirect_uri", App.CALLBACK);
        request.put("scope", found.scope());
        request.put("resource", found.resource());
        request.put("state", "state-1");
        request.put("code_challenge", OpaqueValue.sha256(App.VERIFIER));
        request.put("code_challenge_method", "S256");
        Answer landed =
                alice.allow(
                        alice.get(
                                URI.create(
                                        found.endpoint("authorization_endpoint")
                                                + "?"
                                                + Http.encode(request))));
        assertThat(landed.sent().first("iss")).as("RFC 9207").contains(found.issuer());
        Map<String, Object> exchange = new LinkedHashMap<>();
        exchange.put("grant_type", "authorization_code");
        exchange.put("code", App.code(landed));
        exchange.put("redirect_uri", App.CALLBACK);
        exchange.put("code_verifier", App.VERIFIER);
        exchange.put("client_id", clientId);
        exchange.put("resource", found.resource());
        return Http.post(
                        URI.create(found.endpoint("token_endpoint")),
                        Http.encode(exchange),
                        Map.of())
                .expectsStatus(200)
                .text("access_token");
    }

    @Test
    @DisplayName("with the address of its own metadata as client_id")
    void byDocument() {
        Found found = discover();
        assertThat(found.metadata()).containsEntry("client_id_metadata_document_supported", true);
        assertThat(found.endpoint("token_endpoint_auth_methods_supported")).contains("none");
        String id = site.at("/client.json").toString();
        site.put("/client.json", "application/json", Json.text(metadata(id)));
        assertThat(call(token(found, id)).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("by registering itself")
    void byRegistration() {
        Found found = discover();
        Answer registered =
                Http.send(
                        "POST",
                        URI.create(found.endpoint("registration_endpoint")),
                        Json.text(metadata(null)),
                        Map.of("Content-Type", "application/json"));
        String id = registered.expectsStatus(201).text("client_id");
        assertThat(call(token(found, id)).status()).isEqualTo(200);
    }

    private static Map<String, Object> metadata(@Nullable String id) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (id != null) {
            metadata.put("client_id", id);
        }
        metadata.put("client_name", "An agent");
        metadata.put("redirect_uris", List.of(App.CALLBACK));
        metadata.put("grant_types", List.of("authorization_code", "refresh_token"));
        metadata.put("response_types", List.of("code"));
        metadata.put("token_endpoint_auth_method", "none");
        metadata.put("scope", "tides:read");
        return metadata;
    }
}
