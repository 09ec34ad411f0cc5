package dev.symbolon.base.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.context.Context;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.RequestedUriDiscoveryContext;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ConnectionConfig;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.Routing;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.spi.ProtocolConfig;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.helidon.webserver.spi.ServerFeature;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The library's settings of a listener, answered from ours. Its own builder would first set up its
 * configuration and its service registry, to ask them for services that we do not want (decision
 * 0020).
 */
record ListenerSettings(
        HttpSettings settings,
        Refused refused,
        InetSocketAddress at,
        SocketOptions connectionOptions,
        List<ServerConnectionSelector> connectionSelectors,
        Optional<Tls> tls)
        implements WebServerConfig {

    @Override
    public WebServer build() {
        return WebServer.create(this);
    }

    @Override
    public Optional<SocketAddress> bindAddress() {
        return Optional.of(at);
    }

    @Override
    public InetAddress address() {
        return at.getAddress();
    }

    @Override
    public String host() {
        return settings.host();
    }

    @Override
    public int port() {
        return settings.port();
    }

    @Override
    public String name() {
        return "@default";
    }

    @Override
    public Map<SocketOption<?>, Object> listenerSocketOptions() {
        return Map.of(StandardSocketOptions.SO_REUSEADDR, true);
    }

    @Override
    public int backlog() {
        return 1024;
    }

    @Override
    public int maxTcpConnections() {
        return settings.maxConnections();
    }

    /** Not limited here: the parts that are scarce limit themselves. */
    @Override
    public int maxConcurrentRequests() {
        return -1;
    }

    @Override
    public Optional<Limit> concurrencyLimit() {
        return Optional.empty();
    }

    /** {@link RequestReader} knows the limit, and lets the refusal be explained. */
    @Override
    public long maxPayloadSize() {
        return -1;
    }

    @Override
    public Duration idleConnectionTimeout() {
        return settings.idleTimeout();
    }

    /** {@link Connections} looks more often, and at more. */
    @Override
    public Duration idleConnectionPeriod() {
        return Duration.ofMinutes(1);
    }

    /** A tenth is left for what can only be closed when no request runs any more. */
    @Override
    public Duration shutdownGracePeriod() {
        return settings.shutdownTimeout().multipliedBy(9).dividedBy(10);
    }

    /** The program has a hook of its own, which stops its parts in order. */
    @Override
    public boolean shutdownHook() {
        return false;
    }

    @Override
    public boolean enableProxyProtocol() {
        return settings.proxyProtocol();
    }

    /** The library's NIO sockets look up the name of everybody who connects over TLS. */
    @Override
    public boolean useNio() {
        return tls.isEmpty();
    }

    @Override
    public Optional<DirectHandlers> directHandlers() {
        return Optional.of(ErrorAnswers.handlers(tls.isPresent(), refused));
    }

    /** Hands its message on to {@link ErrorAnswers}, which keeps it to itself. */
    @Override
    public ErrorHandling errorHandling() {
        return ErrorHandling.builder().includeEntity(true).build();
    }

    @Override
    public Optional<ContentEncodingContext> contentEncoding() {
        return Optional.of(NoTransformation.INSTANCE);
    }

    @Override
    public Optional<MediaContext> mediaContext() {
        return Optional.of(NoMedia.INSTANCE);
    }

    @Override
    public Optional<HttpRouting.Builder> routing() {
        return Optional.empty();
    }

    @Override
    public List<io.helidon.common.Builder<?, ? extends Routing>> routings() {
        return List.of();
    }

    @Override
    public Map<String, List<io.helidon.common.Builder<?, ? extends Routing>>> namedRoutings() {
        return Map.of();
    }

    @Override
    public boolean ignoreInvalidNamedRouting() {
        return false;
    }

    @Override
    public List<ProtocolConfig> protocols() {
        return List.of();
    }

    @Override
    public List<ServerFeature> features() {
        return List.of();
    }

    @Override
    public Map<String, ListenerConfig> sockets() {
        return Map.of();
    }

    @Override
    public Optional<Context> serverContext() {
        return Optional.empty();
    }

    @Override
    public Optional<Context> listenerContext() {
        return Optional.empty();
    }

    /** Whom a request was meant for is found out by {@link TrustedProxies}. */
    @Override
    public Optional<RequestedUriDiscoveryContext> requestedUriDiscoveryContext() {
        return Optional.empty();
    }

    @Override
    public boolean restoreResponseHeaders() {
        return false;
    }

    @Override
    public int writeQueueLength() {
        return 0;
    }

    @Override
    public boolean smartAsyncWrites() {
        return false;
    }

    @Override
    public int writeBufferSize() {
        return 4096;
    }

    @Override
    public int maxInMemoryEntity() {
        return settings.maxBodyBytes();
    }

    // Removed in the library's next major version; until then every implementation needs it.
    @Override
    @SuppressWarnings("removal")
    public Optional<Integer> receiveBufferSize() {
        return Optional.empty();
    }

    // As above.
    @Override
    @SuppressWarnings({"removal", "deprecation"})
    public Optional<ConnectionConfig> connectionConfig() {
        return Optional.empty();
    }
}
