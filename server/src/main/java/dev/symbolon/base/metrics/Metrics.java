package dev.symbolon.base.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What is counted, and its print. A request costs one look-up in a map. */
public final class Metrics implements AutoCloseable {

    /** The type of {@link #scrape}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** OpenTelemetry semantic conventions, HTTP metrics: the advised bounds, in milliseconds. */
    private static final Duration[] BOUNDS =
            List.of(5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000).stream()
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Key, Timer> requests = new ConcurrentHashMap<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private boolean bound;

    private record Key(String method, String route, int status) {}

    /**
     * A request was answered.
     *
     * @param route as it was mounted, or empty where nothing is; never the path itself, of which
     *     there are endlessly many
     */
    public void request(String method, String route, int status, long nanos) {
        Key key = new Key(METHODS.contains(method) ? method : "_OTHER", route, status);
        Timer timer = requests.get(key);
        if (timer == null) {
            timer = requests.computeIfAbsent(key, this::timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * A value that is read when somebody looks.
     *
     * @param name with dots, as OpenTelemetry writes it
     */
    public <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** Counts one more; the tags come in pairs of few values each. */
    public void count(String name, String... tags) {
        registry.counter(name, tags).increment();
    }

    /** Everything, in Prometheus' text format. */
    public String scrape() {
        bindMachine();
        return registry.scrape();
    }

    private Timer timer(Key key) {
        return Timer.builder("http.server.request.duration")
                .description("Duration of HTTP server requests.")
                .tag("http.request.method", key.method())
                .tag("http.route", key.route())
                .tag("http.response.status_code", Integer.toString(key.status()))
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    /** At the first look: the JVM's management beans cost start time that nobody waits for here. */
    private synchronized void bindMachine() {
        if (!bound) {
            bound = true;
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new ProcessorMetrics().bindTo(registry);
            new FileDescriptorMetrics().bindTo(registry);
            new UptimeMetrics().bindTo(registry);
            collections.bindTo(registry);
        }
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
