package dev.symbolon;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.operator.inspector.Recorder;
import dev.symbolon.operator.inspector.Rehearsal;
import dev.symbolon.operator.inspector.TraceLog;
import dev.symbolon.operator.telemetry.Telemetry;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * All who hear of what was answered: the log, the inspector, the collector of traces.
 *
 * @param telemetry absent where no collector is named
 */
record Listeners(TraceLog traces, Recorder recorder, @Nullable Telemetry telemetry)
        implements Dispatch.Listener, AutoCloseable {

    static Listeners of(Config config, Recorder recorder, Metrics metrics, InstantSource clock) {
        return new Listeners(
                new TraceLog(),
                recorder,
                config.telemetry().isOn()
                        ? Telemetry.start(config.telemetry(), Main.release(), metrics, clock)
                        : null);
    }

    @Override
    public boolean measures() {
        return telemetry != null || recorder.isOn();
    }

    @Override
    public void answered(
            Exchange exchange, String route, Response response, long nanos, Spent spent) {
        // Whoever rehearses sees the trace at once, and a refusal may be what they want to see.
        if (!Rehearsal.isOn()) {
            traces.answered(exchange, route, response);
        }
        recorder.answered(exchange, route, response, nanos, spent);
        if (telemetry != null) {
            telemetry.answered(exchange, route, response, nanos, spent);
        }
    }

    @Override
    public void close() {
        if (telemetry != null) {
            telemetry.close();
        }
    }
}
