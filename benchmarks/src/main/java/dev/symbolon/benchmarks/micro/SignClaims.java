package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.core.tokens.Issuer;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Signing an access token's claims (RFC 9068 §2.2) as a compact JWS, by algorithm. */
@State(Scope.Benchmark)
public class SignClaims extends Measured {

    @Param private SignatureAlgorithm algorithm = SignatureAlgorithm.ES256;

    private final Database database = Databases.inMemory();
    private final Workbench bench = new Workbench(database);
    private final long now = bench.clock.instant().getEpochSecond();
    private final Map<String, Object> claims =
            Map.of(
                    "iss",
                    bench.tenant.issuer().toString(),
                    "sub",
                    "MjQ5YmQwZjItNWU4ZS00",
                    "aud",
                    "https://api.example",
                    "client_id",
                    bench.clientId(),
                    "iat",
                    now,
                    "exp",
                    now + 600,
                    "jti",
                    "4f3c2b1a4f3c2b1a4f3c2b",
                    "scope",
                    "openid profile offline_access");

    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }

    @Benchmark
    public String sign() {
        return bench.keys.sign(bench.tenant, algorithm, Issuer.ACCESS_TOKEN_TYPE, claims);
    }
}
