package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.core.client.authentication.AuthenticatedClient;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Finding out which client asks (RFC 6749 §2.3.1), in a form of the token endpoint. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class AuthenticateClient {

    private static final String TOKEN = "/oauth/token";

    private final Database database = Databases.inMemory();
    private final Workbench bench = new Workbench(database);
    private final ClientAuthentication authentication =
            new ClientAuthentication(bench.clients, database, bench.crypto, bench.clock, TOKEN);
    private final String pair = bench.clientId() + ":" + bench.clientSecret();
    private final Request byHeader =
            request(
                    Map.of(
                            "authorization",
                            List.of(
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(
                                                            pair.getBytes(
                                                                    StandardCharsets.US_ASCII)))));
    private final Request byForm = request(Map.of());
    private final Parameters withSecret =
            new Parameters(
                    Map.of(
                            "grant_type", List.of("refresh_token"),
                            "client_id", List.of(bench.clientId()),
                            "client_secret", List.of(bench.clientSecret())));
    private final Parameters without = new Parameters(Map.of("grant_type", List.of("x")));

    private static Request request(Map<String, List<String>> headers) {
        return new Request(
                "POST", "https", "id.example", TOKEN, "", headers, "192.0.2.1", new byte[0]);
    }

    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }

    @Benchmark
    public AuthenticatedClient basic() {
        return authentication.authenticate(exchange(byHeader), without);
    }

    @Benchmark
    public AuthenticatedClient form() {
        return authentication.authenticate(exchange(byForm), withSecret);
    }

    private Exchange exchange(Request request) {
        return new Exchange(bench.tenant, request, new Trace(FlowId.random()));
    }
}
