package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.fetch.FetchSettings;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.VerificationKey;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.protocol.authorize.RequestObjects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Reading the request that a client signed (RFC 9101 §6), beside its signature alone by a key that
 * is at hand.
 */
@State(Scope.Benchmark)
public class CheckRequestObject extends Measured {

    private static final Request REQUEST =
            new Request(
                    "GET",
                    "https",
                    "id.example",
                    "/oauth/authorize",
                    "",
                    Map.of(),
                    "192.0.2.1",
                    new byte[0]);

    private static final FlowId FLOW = FlowId.random();

    private final Database database = Databases.inMemory();
    private final Workbench bench = new Workbench(database);
    private final RequestObjects objects =
            new RequestObjects(
                    bench.clients,
                    bench.signatures,
                    bench.keys,
                    new Fetcher(FetchSettings.defaults()),
                    bench.clock);
    private final ClientKey key = new ClientKey();
    private final Registered app = bench.register(Map.of("jwks", key.jwks()));
    private final VerificationKey atHand = key.atHand(bench.crypto);
    private final String object = object();
    private final CompactJws jws = ClientKey.parsed(object);
    private final Parameters sent =
            new Parameters(
                    Map.of(
                            "client_id", List.of(app.client().clientId()),
                            "request", List.of(object)));

    private String object() {
        String clientId = app.client().clientId();
        long now = bench.clock.instant().getEpochSecond();
        return key.sign(
                "oauth-authz-req+jwt",
                false,
                Map.ofEntries(
                        Map.entry("iss", clientId),
                        Map.entry("aud", bench.tenant.issuer().toString()),
                        Map.entry("nbf", now),
                        Map.entry("exp", now + 3600),
                        Map.entry("response_type", "code"),
                        Map.entry("client_id", clientId),
                        Map.entry("redirect_uri", Workbench.REDIRECT_URI),
                        Map.entry("scope", "openid profile"),
                        Map.entry("state", "af0ifjsldkj"),
                        Map.entry("nonce", "n-0S6_WzA2Mj"),
                        Map.entry("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
                        Map.entry("code_challenge_method", "S256")));
    }

    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }

    @Benchmark
    public Parameters read() {
        return objects.read(new Exchange(bench.tenant, REQUEST, new Trace(FLOW)), sent);
    }

    @Benchmark
    public Optional<Jws> signature() {
        return atHand.verify(jws);
    }
}
