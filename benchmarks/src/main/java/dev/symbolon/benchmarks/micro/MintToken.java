package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.core.tokens.AccessToken;
import dev.symbolon.core.tokens.AccessTokenStore;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.Issuer;
import dev.symbolon.core.tokens.Subjects;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Minting: a whole access token (RFC 9068), a whole ID token (Core §2), at the usual settings. */
@State(Scope.Benchmark)
public class MintToken extends Measured {

    private final Database database = Databases.inMemory();
    private final Workbench bench = new Workbench(database);
    private final Approval approval = bench.approval();
    private final Issuer issuer =
            new Issuer(
                    bench.keys,
                    new AccessTokenStore(database, bench.keys, bench.clock),
                    new Subjects(bench.keys, bench.clients),
                    bench.tokens,
                    bench.clock);
    private final String accessToken =
            issuer.accessToken(bench.tenant, approval, "grant", List.of()).value();

    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }

    @Benchmark
    public AccessToken accessToken() {
        return issuer.accessToken(bench.tenant, approval, "grant", List.of());
    }

    @Benchmark
    public String idToken() {
        return issuer.idToken(
                bench.tenant,
                bench.app.client(),
                approval,
                Map.of(),
                Map.of(Issuer.AT_HASH, accessToken));
    }
}
