package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.dpop.DpopProofs;
import dev.symbolon.core.dpop.DpopSettings;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.AccessTokenStore;
import dev.symbolon.core.tokens.Issuer;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.operator.inspector.FlowStore;
import dev.symbolon.operator.inspector.InspectorSettings.Traced;
import dev.symbolon.operator.inspector.Recorder;
import dev.symbolon.operator.inspector.StepTexts;
import dev.symbolon.operator.inspector.Watched;
import dev.symbolon.protocol.token.ClientCredentialsGrant;
import dev.symbolon.protocol.token.TokenEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the inspector costs the token endpoint: client credentials, without a network. {@code
 * WITHOUT} is the endpoint alone; the others hand each answer to a recorder, as the server does.
 */
// The whole endpoint takes its time until it is compiled, and the differences are small.
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 10, time = 2)
@State(Scope.Benchmark)
public class InspectToken extends Measured {

    private static final String TOKEN = "/oauth/token";

    @Param({"WITHOUT", "NONE", "FAILURES", "ALL"})
    private String inspector = "";

    private final Database database = Databases.inMemory();
    private final Workbench bench = new Workbench(database);
    private final Watched watched = new Watched(database, bench.clock);
    private final Resources resources = new Resources(database, bench.clock);
    private final TokenEndpoint endpoint =
            new TokenEndpoint(
                    new ClientAuthentication(
                            bench.clients,
                            database,
                            bench.signatures,
                            bench.sealedSecrets,
                            bench.attestations,
                            bench.mutualTls,
                            bench.clock,
                            TOKEN),
                    bench.encryption,
                    new DpopProofs(
                            database,
                            bench.keys,
                            bench.crypto,
                            DpopSettings.DEFAULTS,
                            bench.mutualTls,
                            bench.clock),
                    List.of(
                            new ClientCredentialsGrant(
                                    new Targets(resources),
                                    new DetailTargets(resources),
                                    new Issuer(
                                            bench.keys,
                                            new AccessTokenStore(database, bench.keys, bench.clock),
                                            new Subjects(bench.keys, bench.clients),
                                            bench.tokens,
                                            bench.clock))));
    private final Request request =
            new Request(
                    "POST",
                    "https",
                    "id.example",
                    TOKEN,
                    "",
                    Map.of(
                            "authorization",
                            List.of(Workbench.basic(bench.app)),
                            "content-type",
                            List.of(Request.FORM)),
                    "192.0.2.1",
                    "grant_type=client_credentials".getBytes(StandardCharsets.US_ASCII));
    private final Exchange answered =
            new Exchange(bench.tenant, request, new Trace(FlowId.random()));
    private final Response answer = endpoint.handle(answered);
    private @Nullable Recorder recorder;

    @Setup(Level.Trial)
    public void start() {
        if (!inspector.equals("WITHOUT")) {
            recorder =
                    new Recorder(
                            Traced.valueOf(inspector),
                            watched,
                            new FlowStore(database, new StepTexts(List.of())),
                            new Metrics(),
                            bench.clock);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        if (recorder != null) {
            recorder.close();
        }
        watched.close();
        database.close();
    }

    @Benchmark
    public Response token() {
        return answered(new Exchange(bench.tenant, request, new Trace(FlowId.random())), endpoint);
    }

    /** The inspector's part of it alone: nanoseconds, where the whole takes microseconds. */
    @Benchmark
    public Response listening() {
        return answered(answered, _ -> answer);
    }

    /** As the server has it. */
    private Response answered(Exchange exchange, Exchange.Endpoint asked) {
        Recorder listener = recorder;
        if (listener == null) {
            return asked.handle(exchange);
        }
        long start = System.nanoTime();
        Spent spent = new Spent();
        Response response =
                listener.isOn()
                        ? spent.during(() -> asked.handle(exchange))
                        : asked.handle(exchange);
        listener.answered(exchange, TOKEN, response, System.nanoTime() - start, spent);
        return response;
    }
}
