package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.client.authentication.AuthenticatedClient;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Finding out which client asks (RFC 6749 §2.3.1), in a form of the token endpoint. */
@State(Scope.Benchmark)
public class AuthenticateClient extends Measured {

    private static final String TOKEN = "/oauth/token";

    private final Database database = Databases.inMemory();
    private final Workbench bench = new Workbench(database);
    private final ClientAuthentication authentication =
            new ClientAuthentication(
                    bench.clients,
                    database,
                    bench.signatures,
                    bench.sealedSecrets,
                    bench.attestations,
                    bench.mutualTls,
                    bench.clock,
                    TOKEN);
    private final Registered posting =
            bench.register(Map.of("token_endpoint_auth_method", "client_secret_post"));
    private final Request byHeader =
            request(Map.of("authorization", List.of(Workbench.basic(bench.app))));
    private final Request byForm = request(Map.of());
    private final Parameters withSecret =
            new Parameters(
                    Map.of(
                            "grant_type", List.of("refresh_token"),
                            "client_id", List.of(posting.client().clientId()),
                            "client_secret", List.of(Workbench.secretOf(posting))));
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
