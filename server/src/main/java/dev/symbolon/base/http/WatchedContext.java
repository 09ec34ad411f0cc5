package dev.symbolon.base.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The library's view of a connection, with our own reader: it counts what comes, and when. */
final class WatchedContext implements ConnectionContext {

    private final ConnectionContext context;
    private final Connection connection;
    private final Router router;
    private final DataReader reader = new LineReader();
    private boolean inChunks;

    WatchedContext(ConnectionContext context, Connection connection, Router router) {
        this.context = context;
        this.connection = connection;
        this.router = router;
    }

    Connection connection() {
        return connection;
    }

    /**
     * RFC 9112 §7.1: a line break ends each chunk. The library steps over two characters there,
     * whatever they are; who stands before us may have read another request than we do then.
     */
    private final class LineReader extends DataReader {

        // The factory that is to take its place makes readers of the library's own class only.
        @SuppressWarnings("removal")
        LineReader() {
            super(WatchedContext.this::pull);
        }

        /** Steps over what it gives, which may be two characters of the chunk itself. */
        @Override
        public BufferData readBuffer(int length) {
            BufferData data = getBuffer(length);
            super.skip(length);
            return data;
        }

        @Override
        public void skip(int count) {
            if (!inChunks || count != 2) {
                super.skip(count);
            } else if (read() != '\r' || read() != '\n') {
                throw new IllegalArgumentException("A chunk ends with a line break.");
            }
        }
    }

    /** Whether what is read is a body that comes in chunks; HTTP/2 has none. */
    void inChunks(boolean is) {
        inChunks = is && !connection.isMultiplexed();
    }

    /** Null at the stream's end, as the reader wants it. */
    private byte @Nullable [] pull() {
        // What was read to find out the protocol comes first.
        DataReader looked = context.dataReader();
        byte @Nullable [] bytes;
        if (looked.available() > 0) {
            bytes = looked.readBytes(looked.available());
        } else {
            try {
                bytes = context.serverSocket().get();
            } catch (UncheckedIOException gone) {
                throw new ServerConnectionException("Failed to read", gone);
            }
        }
        if (bytes != null) {
            connection.received(bytes.length);
        }
        return bytes;
    }

    /** Reads what still comes until the other side ends, or is cut off. */
    void readAway() {
        try {
            while (context.serverSocket().get() != null) {
                // It is nobody's.
            }
        } catch (UncheckedIOException _) {
            // Gone, in one way or another.
        }
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public Router router() {
        return router;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return context.dataWriter();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }
}
