package dev.symbolon.base.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.jvm.convention.otel.OpenTelemetryJvmClassLoadingMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.otel.OpenTelemetryJvmCpuMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.otel.OpenTelemetryJvmMemoryMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.otel.OpenTelemetryJvmThreadMeterConventions;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

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
    private final Map<String, DoubleSupplier> counted = new ConcurrentHashMap<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private boolean bound;

    private record Key(String method, String scheme, String route, int status) {}

    public Metrics() {
        registry.config()
                .namingConvention(new Names())
                // What jvm.thread.count says, once more under Micrometer's own names.
                .meterFilter(MeterFilter.denyNameStartsWith("jvm.threads."));
    }

    /** OpenTelemetry's way to Prometheus: what merely counts things is no unit in a name. */
    private static final class Names extends PrometheusNamingConvention {

        private static final Set<String> THINGS = Set.of("threads", "classes", "buffers");

        @Override
        public String name(String name, Meter.Type type, @Nullable String unit) {
            return super.name(name, type, unit == null || THINGS.contains(unit) ? null : unit);
        }
    }

    /**
     * A request was answered.
     *
     * @param scheme http or https
     * @param route as it was mounted, or empty where nothing is; never the path itself, of which
     *     there are endlessly many
     */
    public void request(String method, String scheme, String route, int status, long nanos) {
        Key key = new Key(METHODS.contains(method) ? method : "_OTHER", scheme, route, status);
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
     * @param tags in pairs of a name and one of few values
     */
    public void gauge(String name, String description, DoubleSupplier value, String... tags) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /** Counts one more; the tags come in pairs of a name and one of few values. */
    public void count(String name, String... tags) {
        registry.counter(name, tags).increment();
    }

    /** The same as a gauge for what only grows. */
    public void counter(String name, String description, DoubleSupplier value) {
        // The registry keeps counted things weakly; the map does not.
        counted.put(name, value);
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .register(registry);
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
                .tag("url.scheme", key.scheme())
                .tag("http.route", key.route())
                .tag("http.response.status_code", Integer.toString(key.status()))
                // Empty is as good as absent to Prometheus, which wants the same names throughout.
                .tag("error.type", key.status() < 500 ? "" : Integer.toString(key.status()))
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    /** At the first look: the JVM's management beans cost start time that nobody waits for here. */
    private synchronized void bindMachine() {
        if (!bound) {
            bound = true;
            Tags none = Tags.empty();
            new JvmMemoryMetrics(none, new OpenTelemetryJvmMemoryMeterConventions(none))
                    .bindTo(registry);
            new JvmThreadMetrics(none, new OpenTelemetryJvmThreadMeterConventions(none))
                    .bindTo(registry);
            new ClassLoaderMetrics(new OpenTelemetryJvmClassLoadingMeterConventions())
                    .bindTo(registry);
            new ProcessorMetrics(none, new OpenTelemetryJvmCpuMeterConventions(none))
                    .bindTo(registry);
            // The library has no conventions for these yet.
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
