package dev.symbolon.base.http;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The one place where the library lets us see a socket as it is accepted, before any handshake: its
 * options are set here.
 */
final class AcceptedSockets implements SocketOptions {

    private final SocketOptions options = SocketOptions.builder().tcpNoDelay(true).build();
    private final Connections connections;
    private final TrustedProxies proxies;
    private final boolean proxiesOnly;

    /**
     * What sockets get.
     *
     * @param proxiesOnly with the PROXY protocol whoever connects names the sender, so only trusted
     *     proxies may
     */
    AcceptedSockets(Connections connections, TrustedProxies proxies, boolean proxiesOnly) {
        this.connections = connections;
        this.proxies = proxies;
        this.proxiesOnly = proxiesOnly;
    }

    @Override
    public void configureSocket(SocketChannel socket) {
        options.configureSocket(socket);
        try {
            if (proxiesOnly
                    && socket.getRemoteAddress() instanceof InetSocketAddress peer
                    && !proxies.trusts(peer.getAddress())) {
                throw new IllegalStateException("Not a trusted proxy");
            }
            connections.accepted(socket);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void configureSocket(Socket socket) {
        options.configureSocket(socket);
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return options.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return options.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return options.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return options.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return options.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return options.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return options.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return options.tcpNoDelay();
    }
}
