package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Condition;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Pkce;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.CodeStore;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.core.tokens.Redemption;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * A code's life: made, found, redeemed with a grant and a refresh token (RFC 6749 §4.1). Two
 * durable commits; many at once share them.
 */
@State(Scope.Benchmark)
@Threads(32)
public class RedeemCode extends Measured {

    /** The session's half of the question is not measured. */
    private static final Condition GOES_ON = new Condition("1 = 1", List.of());

    @Param private Engine engine = Engine.SQLITE;

    private @Nullable Ready ready;

    private record Ready(
            Engine.Running running, Workbench bench, CodeStore codes, Approval approval) {}

    @Setup(Level.Trial)
    public void start() throws IOException {
        Engine.Running running = engine.start(InstantSource.system());
        Workbench bench = new Workbench(running.database());
        var grants = new GrantStore(running.database(), bench.tokens, bench.clock);
        var codes = new CodeStore(running.database(), grants, bench.tokens, bench.clock);
        ready = new Ready(running, bench, codes, bench.approval());
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        ready().running.stop().run();
    }

    @Benchmark
    public OpaqueValue create() {
        return create(ready());
    }

    @Benchmark
    public Redemption createAndRedeem() {
        Ready parts = ready();
        OpaqueValue code = create(parts);
        var found = parts.codes.find(parts.bench.tenant, code).orElseThrow();
        return parts.codes.redeem(parts.bench.tenant, found, GOES_ON, Confirmation.NONE, true);
    }

    private static OpaqueValue create(Ready parts) {
        return parts.codes.create(
                parts.bench.tenant,
                OpaqueValue.randomId(),
                parts.approval,
                Workbench.REDIRECT_URI,
                true,
                new Pkce("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
                FlowId.random(),
                Duration.ofMinutes(1));
    }

    private Ready ready() {
        return Objects.requireNonNull(ready);
    }
}
