package dev.symbolon.operator.health;

import dev.symbolon.base.config.Setting;
import dev.symbolon.base.http.HttpSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where health and metrics are served.
 *
 * @param port 0 takes any free one
 */
public record ManagementSettings(
        @Setting("Whether the management port is opened.") boolean enabled,
        @Setting("Address of the management port; nobody is asked who they are there.") String host,
        @Setting("Port for health and metrics; 0 takes any free one.") int port) {

    /** It stops after the main port, in the same time: a scrape takes milliseconds. */
    private static final Duration TO_STOP = Duration.ofMillis(200);

    public static ManagementSettings defaults() {
        return new ManagementSettings(true, "127.0.0.1", 9000);
    }

    /** The same on another port. */
    public ManagementSettings withPort(int other) {
        return new ManagementSettings(enabled, host, other);
    }

    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (host.isBlank()) {
            problems.add("host: must be an address or a name");
        }
        if (port < 0 || port > 65_535) {
            problems.add("port: must be between 0 and 65535");
        }
        return problems;
    }

    /** Plain HTTP with small limits. */
    HttpSettings http() {
        return HttpSettings.defaults().onHost(host).withPort(port).stoppingWithin(TO_STOP);
    }
}
