package dev.symbolon.base.http;

import io.helidon.common.features.HelidonFeatures;
import io.helidon.common.features.api.HelidonFlavor;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.webserver.Router;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Listens on one port and gives every request to one {@link Handler}. HTTP/1.1, and over TLS HTTP/2
 * where the client can (ALPN). What the library behind it lacks stands beside this file: deadlines
 * for slow senders, trusted proxies, certificates that are reloaded, safe headers.
 */
public final class HttpServer implements AutoCloseable {

    private static final int STREAMS = 100;

    private final WebServer server;
    private final Connections connections;
    private final @Nullable CertificateFiles certificate;

    private HttpServer(
            WebServer server, Connections connections, @Nullable CertificateFiles certificate) {
        this.server = server;
        this.connections = connections;
        this.certificate = certificate;
    }

    /**
     * Opens the port; requests are answered when this returns.
     *
     * @throws CannotListen where the port cannot be had
     * @throws UncheckedIOException where the certificate cannot be read
     */
    public static HttpServer start(HttpSettings settings, Handler handler) {
        return start(settings, handler, Refused.UNHEARD);
    }

    /** The same, and somebody hears of what the handler does not see. */
    public static HttpServer start(HttpSettings settings, Handler handler, Refused refused) {
        return start(settings, handler, refused, false);
    }

    /**
     * A listener with TLS that asks every client for a certificate; requests have it where the
     * client shows one, whoever issued it.
     */
    public static HttpServer startAskingForCertificates(
            HttpSettings settings, Handler handler, Refused refused) {
        return start(settings, handler, refused, true);
    }

    private static HttpServer start(
            HttpSettings settings, Handler handler, Refused refused, boolean asking) {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        claim(address, settings);
        CertificateFiles certificate =
                settings.tls().enabled() ? CertificateFiles.open(settings.tls(), asking) : null;
        TrustedProxies proxies =
                new TrustedProxies(settings.trustedProxies(), settings.forwardedHeader());
        Connections connections = new Connections(limits(settings));
        Router router =
                new HandlerRouting(
                        handler,
                        refused,
                        new RequestReader(settings, proxies, asking),
                        connections);

        List<ServerConnectionSelector> protocols = new ArrayList<>();
        if (certificate != null) {
            protocols.add(new WatchedSelector(http2(settings), true, connections, router));
        }
        protocols.add(new WatchedSelector(http1(settings), false, connections, router));
        discoverNothing();
        WebServer server =
                new ListenerSettings(
                                settings,
                                refused,
                                address,
                                new AcceptedSockets(connections, proxies, settings.proxyProtocol()),
                                List.copyOf(protocols),
                                Optional.ofNullable(certificate)
                                        .map(CertificateFiles::context)
                                        .map(tls ->
                                                Tls.builder()
                                                        .sslContext(tls)
                                                        .clientAuth(
                                                                asking
                                                                        ? TlsClientAuth.OPTIONAL
                                                                        : TlsClientAuth.NONE)
                                                        .build()))
                        .build()
                        .start();
        if (!server.isRunning()) {
            connections.close();
            throw new CannotListen(settings, "see the log");
        }
        return new HttpServer(server, connections, certificate);
    }

    /** The port cannot be had; the message is fit for the operator. */
    public static final class CannotListen extends RuntimeException {
        private CannotListen(HttpSettings settings, String reason) {
            super(
                    "cannot listen on %s port %d: %s"
                            .formatted(settings.host(), settings.port(), reason),
                    null,
                    false,
                    false);
        }
    }

    /** The port that was taken. */
    public int port() {
        return server.port();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** Stops accepting, lets running requests finish within the shutdown timeout, then cuts. */
    @Override
    public void close() {
        connections.drain();
        server.stop();
        connections.close();
        if (certificate != null) {
            certificate.close();
        }
    }

    /**
     * The library would look through the class path for its services, and once more to log the
     * names of its features; neither is wanted (decision 0020).
     */
    private static synchronized void discoverNothing() {
        HelidonFeatures.flavor(HelidonFlavor.MP);
        if (!GlobalServiceRegistry.configured()) {
            GlobalServiceRegistry.registry(
                    ServiceRegistryManager.create(
                                    ServiceRegistryConfig.builder()
                                            .discoverServices(false)
                                            .discoverServicesFromServiceLoader(false)
                                            .build())
                            .registry());
        }
    }

    /** The library only logs that it could not bind; the reason is wanted here. */
    private static void claim(InetSocketAddress address, HttpSettings settings) {
        if (address.isUnresolved()) {
            throw new CannotListen(settings, "no such host");
        }
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            probe.bind(address);
        } catch (IOException taken) {
            throw new CannotListen(settings, String.valueOf(taken.getMessage()));
        }
    }

    private static Connection.Limits limits(HttpSettings settings) {
        return new Connection.Limits(
                // Chunks may be framed with as much as they carry, and more may have been sent.
                2 * (settings.maxHeaderBytes() + settings.maxBodyBytes()) + (1 << 16),
                settings.requestTimeout().toNanos(),
                settings.idleTimeout().toNanos());
    }

    private static Http1ConnectionSelector http1(HttpSettings settings) {
        return Http1ConnectionSelector.builder()
                .config(
                        Http1Config.builder()
                                .maxPrologueLength(settings.maxHeaderBytes())
                                .maxHeadersSize(settings.maxHeaderBytes())
                                .sendKeepAliveHeader(false)
                                // What is wrong with a query is said by who reads it, as over
                                // HTTP/2.
                                .validatePrologue(false)
                                .build())
                .build();
    }

    private static Http2ConnectionSelector http2(HttpSettings settings) {
        return Http2ConnectionSelector.builder()
                .http2Config(
                        Http2Config.builder()
                                .maxHeaderListSize(settings.maxHeaderBytes())
                                .maxConcurrentStreams(STREAMS)
                                .build())
                .build();
    }
}
