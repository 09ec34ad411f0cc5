package dev.symbolon.base.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/** One of the library's protocols, on connections that are watched and routed by us. */
final class WatchedSelector implements ServerConnectionSelector {

    private final ServerConnectionSelector protocol;
    private final boolean multiplexed;
    private final Connections connections;
    private final Router router;

    WatchedSelector(
            ServerConnectionSelector protocol,
            boolean multiplexed,
            Connections connections,
            Router router) {
        this.protocol = protocol;
        this.multiplexed = multiplexed;
        this.connections = connections;
        this.router = router;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return protocol.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return protocol.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return protocol.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Connection connection =
                connections
                        .of(context)
                        .orElseThrow(() -> new CloseConnectionException("Already cut off"));
        if (multiplexed) {
            connection.multiplexes();
        }
        return protocol.connection(new WatchedContext(context, connection, router));
    }
}
