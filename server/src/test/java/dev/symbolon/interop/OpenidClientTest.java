package dev.symbolon.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.symbolon.TestServer;
import dev.symbolon.base.json.Json;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Core, with the certified openid-client as the relying party")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenidClientTest {

    private static final Path SOURCES = Path.of("src/test/js");
    private static final Path INSTALLED = Path.of("target/relying-party");

    private static final String RELYING_PARTY = "relying-party.mjs";
    private static final String REGISTERING_PARTY = "registering-party.mjs";

    private static final Pattern MAJOR = Pattern.compile("v?(\\d+)\\.");

    private static TestServer server;
    private static TestServer demanding;

    @BeforeAll
    static void install() throws Exception {
        // openid-client needs Web Crypto as Node.js has it from version 20 on.
        require(version("node") >= 20, "there is no Node.js 20 or newer here");
        require(version("npm") > 0, "there is no npm here");
        Files.createDirectories(INSTALLED);
        for (String file :
                List.of("package.json", "package-lock.json", RELYING_PARTY, REGISTERING_PARTY)) {
            Files.copy(
                    SOURCES.resolve(file),
                    INSTALLED.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = INSTALLED.resolve("install.log");
        Process npm =
                new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                        .directory(INSTALLED.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(npm.waitFor()).as("%s", Files.readString(log)).isZero();
        server = TestServer.start(Databases.inMemory(), Map.of("registration.mode", "token"));
        demanding = TestServer.start(Databases.inMemory(), Map.of("dpop.require-nonce", "true"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            demanding.close();
        }
    }

    private static void require(boolean there, String reason) {
        if (!there) {
            System.out.println("The tests with openid-client are skipped: " + reason);
        }
        assumeTrue(there, reason);
    }

    /** The major version of a program; 0 where it is not there. */
    private static int version(String program) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher major = MAJOR.matcher(said);
            return process.waitFor() == 0 && major.lookingAt()
                    ? Integer.parseInt(major.group(1))
                    : 0;
        } catch (IOException missing) {
            return 0;
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"RS256", "ES256", "PS256", "EdDSA", "Ed25519"})
    @DisplayName("sign-in to sign-out, the ID token signed with each algorithm")
    void eachAlgorithm(String algorithm) throws Exception {
        walk("client_secret_basic", Map.of("id_token_signed_response_alg", algorithm));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"client_secret_post", "private_key_jwt", "none"})
    @DisplayName("sign-in to sign-out, the client authenticated by each method")
    void eachMethod(String method) throws Exception {
        walk(method, Map.of());
    }

    @Test
    @DisplayName("sign-in to sign-out, userinfo as a signed JWT (Core §5.3.2)")
    void signedUserinfo() throws Exception {
        walk("client_secret_basic", Map.of("userinfo_signed_response_alg", "ES256"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"client_secret_post", "none"})
    @DisplayName("an app that registers itself (RFC 7591), reads that (RFC 7592), and signs in")
    void registersItself(String method) throws Exception {
        server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));
        converse(
                REGISTERING_PARTY,
                server.browser(),
                Map.of(
                        "issuer",
                        server.origin(),
                        "initialAccessToken",
                        String.valueOf(server.invited(1, Duration.ofDays(1)).initialAccessToken()),
                        "redirectUri",
                        App.CALLBACK,
                        "metadata",
                        Map.of("token_endpoint_auth_method", method)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ES256", "RS256", "PS256", "Ed25519"})
    @DisplayName("sign-in to sign-out, with tokens that are bound to a key of each kind (RFC 9449)")
    void boundToKey(String algorithm) throws Exception {
        Map<String, Object> required = Map.of("dpop_bound_access_tokens", true);
        walk(server, "client_secret_basic", required, algorithm);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"client_secret_basic", "none"})
    @DisplayName("sign-in to sign-out, with the nonces that the server demands (RFC 9449 §8, §9)")
    void withNonces(String method) throws Exception {
        walk(demanding, method, Map.of("dpop_bound_access_tokens", true), "ES256");
    }

    private static void walk(String method, Map<String, Object> metadata) throws Exception {
        walk(server, method, metadata, "");
    }

    /**
     * @param dpop the algorithm of proofs; empty for tokens that are bound to nothing
     */
    private static void walk(
            TestServer server, String method, Map<String, Object> metadata, String dpop)
            throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("signing").generate();
        Map<String, Object> registered = new LinkedHashMap<>(metadata);
        registered.put("token_endpoint_auth_method", method);
        if (method.equals("private_key_jwt")) {
            registered.put("jwks", new JWKSet(key).toPublicJWKSet().toJSONObject());
        }
        App app = server.app(registered);
        // The other side reads the real clock, so the server's must not stand behind it.
        server.clock().advance(Duration.between(server.clock().instant(), Instant.now()));

        converse(
                RELYING_PARTY,
                server.browser(),
                Map.ofEntries(
                        Map.entry("issuer", server.origin()),
                        Map.entry("clientId", app.clientId()),
                        Map.entry("method", method),
                        Map.entry("secret", app.secret()),
                        Map.entry("key", key.toJSONObject()),
                        Map.entry("metadata", metadata),
                        Map.entry("redirectUri", App.CALLBACK),
                        Map.entry("postLogoutRedirectUri", TestServer.POST_LOGOUT),
                        Map.entry("dpop", dpop)));
    }

    /** Runs the relying party, and is the person whom it sends here and there. */
    private static void converse(String party, Browser alice, Map<String, Object> app)
            throws Exception {
        Path errors = Files.createTempFile(INSTALLED, "errors", ".log");
        Process node =
                new ProcessBuilder("node", party)
                        .directory(INSTALLED.toFile())
                        .redirectError(errors.toFile())
                        .start();
        String last = "";
        try (BufferedWriter in = node.outputWriter();
                BufferedReader out = node.inputReader()) {
            tell(in, Json.text(app));
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
                if (line.startsWith("visit ")) {
                    tell(in, visit(alice, URI.create(line.substring(6))).toString());
                }
            }
            assertThat(node.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            node.destroyForcibly();
        }
        assertThat(last).as("%s", Files.readString(errors)).isEqualTo("done");
        assertThat(node.exitValue()).isZero();
    }

    private static void tell(BufferedWriter in, String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }

    /** Where the browser ends up at the app, after sign-in and consent where they are asked for. */
    private static URI visit(Browser person, URI address) {
        Answer answer = person.get(address);
        if (answer.body().contains("name=\"password\"")) {
            answer = person.signIn(answer, "alice", TestServer.PASSWORD);
        }
        if (answer.status() == 200) {
            answer = person.allow(answer);
        }
        return answer.location();
    }
}
