package dev.symbolon.base.http;

import io.helidon.common.socket.SocketContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every open connection of a listener; cuts those that are overdue. */
final class Connections implements AutoCloseable {

    private static final long EVERY_MILLIS = 250;

    private final Connection.Limits limits;
    private final Map<Ends, Connection> open = new ConcurrentHashMap<>();
    private final Thread watch;
    private volatile boolean draining;

    /** The two ends of a connection: what names it. */
    private record Ends(SocketAddress local, SocketAddress remote) {}

    Connections(Connection.Limits limits) {
        this.limits = limits;
        this.watch = Thread.ofVirtual().name("http-watch").start(this::watch);
    }

    void accepted(SocketChannel channel) throws IOException {
        if (channel.getRemoteAddress() instanceof InetSocketAddress peer) {
            open.put(
                    new Ends(channel.getLocalAddress(), peer),
                    new Connection(channel, peer, limits));
        }
    }

    Optional<Connection> of(SocketContext socket) {
        return Optional.ofNullable(
                open.get(new Ends(socket.localPeer().address(), socket.remotePeer().address())));
    }

    /** From now on a connection ends with the answer under way, and at once where there is none. */
    void drain() {
        draining = true;
        open.values().stream().filter(Connection::isIdle).forEach(Connection::cut);
    }

    boolean isDraining() {
        return draining;
    }

    int size() {
        return open.size();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(EVERY_MILLIS);
                open.forEach((ends, connection) -> {
                    if (connection.isOverdue() || (draining && connection.isIdle())) {
                        connection.cut();
                    }
                    if (!connection.isOpen()) {
                        open.remove(ends, connection);
                    }
                });
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        open.values().forEach(Connection::cut);
        open.clear();
    }
}
