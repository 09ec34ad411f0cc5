package dev.symbolon.base.http;

import dev.symbolon.base.config.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where and how the server listens, and what it puts up with.
 *
 * @param port 0 takes any free one
 * @param maxHeaderBytes holds for the request line and for all header lines together, each
 * @param requestTimeout from a request's first byte to its last; also for the TLS handshake, and
 *     for the sender to take the answer
 * @param idleTimeout from an answer to the next request
 */
public record HttpSettings(
        @Setting("Address to listen on; 0.0.0.0 is every address of the machine.") String host,
        @Setting("Port to listen on; 0 takes any free one.") int port,
        @Setting("Most bytes in a request's body.") int maxBodyBytes,
        @Setting("Most bytes in a request's first line, and in its headers together.")
                int maxHeaderBytes,
        @Setting("Most headers in a request.") int maxHeaders,
        @Setting("Most connections at once; others wait.") int maxConnections,
        @Setting("Time a sender has to send a whole request, or to take the whole answer.")
                Duration requestTimeout,
        @Setting("Time after which a connection without requests is closed.") Duration idleTimeout,
        @Setting("Time to stop; running requests have nine tenths of it to finish.")
                Duration shutdownTimeout,
        @Setting("Certificate and key; without them the server speaks plain HTTP.") TlsSettings tls,
        @Setting("Addresses or CIDR blocks of the proxies whose forwarding headers are believed.")
                List<String> trustedProxies,
        @Setting("The headers that the trusted proxies write: x-forwarded or forwarded.")
                ForwardedHeader forwardedHeader,
        @Setting(
                        "Whether the proxy that connects tells of clients' certificates in Client-Cert"
                                + " (RFC 9440). It must take that header away from everybody else.")
                boolean clientCertHeader,
        @Setting("Whether every connection begins with a PROXY protocol header (v1 or v2).")
                boolean proxyProtocol) {

    public HttpSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }

    public static HttpSettings defaults() {
        return new HttpSettings(
                "127.0.0.1",
                8080,
                1 << 16,
                1 << 14,
                100,
                10_000,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                TlsSettings.defaults(),
                List.of(),
                ForwardedHeader.X_FORWARDED,
                false,
                false);
    }

    /** The same at another address. */
    public HttpSettings onHost(String other) {
        return new HttpSettings(
                other,
                port,
                maxBodyBytes,
                maxHeaderBytes,
                maxHeaders,
                maxConnections,
                requestTimeout,
                idleTimeout,
                shutdownTimeout,
                tls,
                trustedProxies,
                forwardedHeader,
                clientCertHeader,
                proxyProtocol);
    }

    /** The same on another port. */
    public HttpSettings withPort(int other) {
        return new HttpSettings(
                host,
                other,
                maxBodyBytes,
                maxHeaderBytes,
                maxHeaders,
                maxConnections,
                requestTimeout,
                idleTimeout,
                shutdownTimeout,
                tls,
                trustedProxies,
                forwardedHeader,
                clientCertHeader,
                proxyProtocol);
    }

    /** The same with another time to stop. */
    public HttpSettings stoppingWithin(Duration other) {
        return new HttpSettings(
                host,
                port,
                maxBodyBytes,
                maxHeaderBytes,
                maxHeaders,
                maxConnections,
                requestTimeout,
                idleTimeout,
                other,
                tls,
                trustedProxies,
                forwardedHeader,
                clientCertHeader,
                proxyProtocol);
    }

    /** http or https, as a browser has to write it. */
    public String scheme() {
        return tls.enabled() ? "https" : "http";
    }

    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (host.isBlank()) {
            problems.add("host: must be an address or a name");
        }
        atLeast(problems, "port", port, 0);
        if (port > 65_535) {
            problems.add("port: must be at most 65535");
        }
        atLeast(problems, "max-body-bytes", maxBodyBytes, 1 << 10);
        atLeast(problems, "max-header-bytes", maxHeaderBytes, 1 << 10);
        atLeast(problems, "max-headers", maxHeaders, 20);
        atLeast(problems, "max-connections", maxConnections, 1);
        positive(problems, "request-timeout", requestTimeout);
        positive(problems, "idle-timeout", idleTimeout);
        positive(problems, "shutdown-timeout", shutdownTimeout);
        tls.problems().forEach(problem -> problems.add("tls." + problem));
        for (String proxy : trustedProxies) {
            if (AddressBlock.parse(proxy).isEmpty()) {
                problems.add(
                        "trusted-proxies: \"%s\" must be an IP address or a CIDR block"
                                .formatted(proxy));
            }
        }
        if (clientCertHeader && trustedProxies.isEmpty()) {
            problems.add(
                    "client-cert-header: needs trusted-proxies, or anybody could claim any certificate");
        }
        if (clientCertHeader && proxyProtocol) {
            problems.add(
                    "client-cert-header: not with proxy-protocol, whose proxies pass on what others wrote");
        }
        if (proxyProtocol && trustedProxies.isEmpty()) {
            problems.add(
                    "proxy-protocol: needs trusted-proxies, or anybody could claim any address");
        }
        return problems;
    }

    private static void atLeast(List<String> problems, String key, int value, int least) {
        if (value < least) {
            problems.add("%s: must be at least %d".formatted(key, least));
        }
    }

    private static void positive(List<String> problems, String key, Duration value) {
        if (!value.isPositive()) {
            problems.add(key + ": must be longer than zero");
        }
    }
}
