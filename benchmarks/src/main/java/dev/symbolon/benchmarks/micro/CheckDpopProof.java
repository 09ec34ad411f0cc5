package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.VerificationKey;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.core.client.Profile;
import dev.symbolon.core.dpop.DpopProof;
import dev.symbolon.core.dpop.DpopProofs;
import dev.symbolon.core.dpop.DpopSettings;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Checking the proof of a request with an access token (RFC 9449 §4.3), beside its signature alone
 * by a key that is at hand. Without remembering it, which is one insert.
 */
@State(Scope.Benchmark)
public class CheckDpopProof extends Measured {

    private static final String TOKEN = "sym_at_4f3c2b1a4f3c2b1a4f3c2b1a4f3c2b1a4f3c2b1aAAAAAA";

    private static final FlowId FLOW = FlowId.random();

    private final Database database = Databases.inMemory();
    private final Workbench bench = new Workbench(database);
    // Stands still, so that the proof does not grow old.
    private final InstantSource clock = InstantSource.fixed(bench.clock.instant());
    private final DpopProofs proofs =
            new DpopProofs(
                    database,
                    bench.keys,
                    bench.crypto,
                    DpopSettings.DEFAULTS,
                    bench.mutualTls,
                    clock);
    private final ClientKey key = new ClientKey();
    private final String compact = proof();
    private final Request request =
            new Request(
                    "GET",
                    "https",
                    "id.example",
                    "/oauth/userinfo",
                    "",
                    Map.of("dpop", List.of(compact)),
                    "192.0.2.1",
                    new byte[0]);
    private final CompactJws jws = ClientKey.parsed(compact);
    private final VerificationKey atHand = key.atHand(bench.crypto);

    private String proof() {
        return key.sign(
                "dpop+jwt",
                true,
                Map.of(
                        "jti",
                        "4f3c2b1a4f3c2b1a4f3c2b",
                        "htm",
                        "GET",
                        "htu",
                        bench.tenant.url("/oauth/userinfo"),
                        "iat",
                        clock.instant().getEpochSecond(),
                        "ath",
                        OpaqueValue.sha256(TOKEN)));
    }

    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }

    @Benchmark
    public DpopProof proven() {
        return proofs.require(
                new Exchange(bench.tenant, request, new Trace(FLOW)),
                Profile.OAUTH_2_1.algorithms(),
                TOKEN);
    }

    @Benchmark
    public Optional<Jws> signature() {
        return atHand.verify(jws);
    }
}
