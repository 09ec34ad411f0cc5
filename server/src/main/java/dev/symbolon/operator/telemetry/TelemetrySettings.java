package dev.symbolon.operator.telemetry;

import dev.symbolon.base.config.Setting;
import dev.symbolon.base.secret.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where spans are sent.
 *
 * @param otlpEndpoint absent: nowhere, and nothing is made of requests
 * @param headers each {@code Name: value}
 */
public record TelemetrySettings(
        @Setting(
                        "The collector's OTLP/HTTP address, to which /v1/traces is added, like"
                                + " http://localhost:4318. Without it nothing is sent.")
                @Nullable URI otlpEndpoint,
        @Setting("Headers for the collector, each as \"Name: value\"; often a key stands there.")
                List<Secret> headers,
        @Setting("The name of this server in traces (service.name).") String serviceName) {

    private static final String PATH = "/v1/traces";
    private static final Set<String> OURS = Set.of("content-type", "content-encoding");

    public TelemetrySettings {
        headers = List.copyOf(headers);
    }

    public static TelemetrySettings defaults() {
        return new TelemetrySettings(null, List.of(), "symbolon");
    }

    /** Whether anything is sent. */
    public boolean isOn() {
        return otlpEndpoint != null;
    }

    /** A collector that is named. */
    record Collector(URI traces, Map<String, Secret> headers) {}

    /** Nothing where none is named. */
    Optional<Collector> collector() {
        if (otlpEndpoint == null) {
            return Optional.empty();
        }
        Map<String, Secret> named = new LinkedHashMap<>();
        headers.forEach(header -> named.put(name(header), new Secret(value(header))));
        String base = otlpEndpoint.toString();
        String slashless = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return Optional.of(new Collector(URI.create(slashless + PATH), named));
    }

    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (otlpEndpoint != null) {
            endpointProblems(otlpEndpoint, problems);
        }
        for (Secret header : headers) {
            if (!isHeader(header)) {
                problems.add("headers: each must be written \"Name: value\"");
            }
        }
        if (serviceName.isBlank()) {
            problems.add("service-name: must be a name");
        }
        return problems;
    }

    private static void endpointProblems(URI endpoint, List<String> problems) {
        String scheme = String.valueOf(endpoint.getScheme());
        if (endpoint.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            problems.add("otlp-endpoint: must be an address like http://localhost:4318");
        }
        if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
            problems.add("otlp-endpoint: must have neither query nor fragment; remove it");
        }
        if (endpoint.getRawUserInfo() != null) {
            problems.add("otlp-endpoint: must hold no password; write it to telemetry.headers");
        }
        if (String.valueOf(endpoint.getPath()).replaceFirst("/$", "").endsWith(PATH)) {
            problems.add("otlp-endpoint: " + PATH + " is added to it; remove it");
        }
        if (endpoint.getPort() == 4317) {
            problems.add("otlp-endpoint: 4317 is the port for gRPC; for HTTP it is mostly 4318");
        }
    }

    /** Asks who will send it: some names are the HTTP client's own. */
    private static boolean isHeader(Secret header) {
        if (OURS.contains(name(header).toLowerCase(Locale.ROOT))) {
            return false;
        }
        try {
            HttpRequest.newBuilder().header(name(header), value(header));
            return !value(header).isEmpty();
        } catch (IllegalArgumentException unusable) {
            return false;
        }
    }

    private static String name(Secret header) {
        String text = header.value();
        return text.substring(0, Math.max(0, text.indexOf(':'))).strip();
    }

    private static String value(Secret header) {
        String text = header.value();
        return text.substring(text.indexOf(':') + 1).strip();
    }
}
