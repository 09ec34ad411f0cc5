package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.VerificationKey;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.client.authentication.AuthenticatedClient;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Authenticating a client by an assertion that it signed (RFC 7523 §2.2), beside its signature
 * alone by a key that is at hand. Without remembering it, which is one insert: the same assertion
 * is good each time.
 */
@State(Scope.Benchmark)
public class CheckClientAssertion extends Measured {

    private static final String TOKEN = "/oauth/token";
    private static final Request REQUEST =
            new Request(
                    "POST", "https", "id.example", TOKEN, "", Map.of(), "192.0.2.1", new byte[0]);

    /** Says of each insert that it added its row. */
    private static final Database FORGETS =
            (Database)
                    Proxy.newProxyInstance(
                            Database.class.getClassLoader(),
                            new Class<?>[] {Database.class},
                            (_, _, _) -> 1);

    private static final FlowId FLOW = FlowId.random();

    private final Database database = Databases.inMemory();
    private final Workbench bench = new Workbench(database);
    // Stands still, so that the assertion does not expire.
    private final InstantSource clock = InstantSource.fixed(bench.clock.instant());
    private final ClientAuthentication authentication =
            new ClientAuthentication(
                    bench.clients,
                    FORGETS,
                    bench.signatures,
                    bench.sealedSecrets,
                    bench.attestations,
                    bench.mutualTls,
                    clock,
                    TOKEN);
    private final ClientKey key = new ClientKey();
    private final Registered app =
            bench.register(
                    Map.of("token_endpoint_auth_method", "private_key_jwt", "jwks", key.jwks()));
    private final VerificationKey atHand = key.atHand(bench.crypto);
    private final String assertion = assertion();
    private final CompactJws jws = ClientKey.parsed(assertion);
    private final Parameters form =
            Parameters.of(
                    Map.of(
                            "grant_type",
                            "client_credentials",
                            "client_assertion_type",
                            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                            "client_assertion",
                            assertion));

    private String assertion() {
        String clientId = app.client().clientId();
        return key.sign(
                "JWT",
                false,
                Map.of(
                        "iss",
                        clientId,
                        "sub",
                        clientId,
                        "aud",
                        bench.tenant.issuer().toString(),
                        "jti",
                        "4f3c2b1a4f3c2b1a4f3c2b",
                        "exp",
                        clock.instant().getEpochSecond() + 60));
    }

    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }

    @Benchmark
    public AuthenticatedClient authenticated() {
        return authentication.authenticate(
                new Exchange(bench.tenant, REQUEST, new Trace(FLOW)), form);
    }

    @Benchmark
    public Optional<Jws> signature() {
        return atHand.verify(jws);
    }
}
