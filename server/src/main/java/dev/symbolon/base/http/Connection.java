package dev.symbolon.base.http;

import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An accepted socket, and until when its other side has to do what it is waited for. The library
 * notices idle connections only, so a sender who dribbles a handshake, headers or a body would hold
 * on for ever; {@link Connections} cuts it off here.
 */
final class Connection {

    /** No deadline: the program works, or nothing is asked of the other side. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final long LINGER_NANOS = 2_000_000_000L;

    private static final long START = System.nanoTime();

    private final SocketChannel channel;
    private final InetSocketAddress peer;
    private final Limits limits;
    private final Turn only = new Turn();

    // HTTP/2 has many requests under way at once; HTTP/1 has one, and needs no set.
    private final Set<Turn> streams = ConcurrentHashMap.newKeySet(1);

    private boolean multiplexed;
    private volatile boolean waiting = true;
    private int received;
    private @Nullable String peerText;

    /**
     * What a connection may take.
     *
     * @param requestBytes most bytes of one request with its framing
     * @param requestNanos to send a request or to take an answer
     * @param idleNanos between requests
     */
    record Limits(int requestBytes, long requestNanos, long idleNanos) {}

    Connection(SocketChannel channel, InetSocketAddress peer, Limits limits) {
        this.channel = channel;
        this.peer = peer;
        this.limits = limits;
        only.deadline = now() + limits.requestNanos;
    }

    InetSocketAddress peer() {
        return peer;
    }

    /** The peer's IP address. */
    String peerText() {
        String text = peerText;
        if (text == null) {
            text = peer.getAddress().getHostAddress();
            peerText = text;
        }
        return text;
    }

    boolean isMultiplexed() {
        return multiplexed;
    }

    /** It speaks HTTP/2. */
    void multiplexes() {
        multiplexed = true;
        only.deadline = now() + limits.idleNanos;
    }

    /**
     * Bytes have come. A request's time begins with its first byte.
     *
     * @throws TooMuch where a request is larger than anything that is allowed: the library reads
     *     some lines without a limit
     */
    void received(int bytes) {
        if (multiplexed) {
            return;
        }
        if (waiting) {
            waiting = false;
            only.deadline = now() + limits.requestNanos;
        }
        received += bytes;
        if (received > limits.requestBytes) {
            throw new TooMuch();
        }
    }

    /** A request's headers are here. */
    Turn begin() {
        if (!multiplexed) {
            return only;
        }
        Turn turn = new Turn();
        turn.deadline = now() + limits.requestNanos;
        streams.add(turn);
        return turn;
    }

    /** Whether nobody has begun to send a request, and none is being answered. */
    boolean isIdle() {
        return multiplexed ? streams.isEmpty() : waiting;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    boolean isOverdue() {
        long now = now();
        if (streams.isEmpty()) {
            return now > only.deadline;
        }
        for (Turn turn : streams) {
            if (now > turn.deadline) {
                return true;
            }
        }
        return false;
    }

    void cut() {
        try {
            channel.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    private static long now() {
        return System.nanoTime() - START;
    }

    /** Nothing more is read; the library closes the connection, unless a body was being read. */
    static final class TooMuch extends CloseConnectionException {
        private TooMuch() {
            super("Request is too large");
        }
    }

    /** One request on this connection, from its headers to its answer. */
    final class Turn {

        private volatile long deadline;

        /** The request is whole; the program takes the time it needs. */
        void handle() {
            deadline = NEVER;
        }

        /** The answer is being sent. */
        void answer() {
            deadline = now() + limits.requestNanos;
        }

        /**
         * The last answer has been sent, to somebody who may still be sending: closing now would
         * reset the connection, and take the answer from who has not read it (RFC 9112 §9.6).
         */
        void linger() {
            deadline = now() + LINGER_NANOS;
            try {
                channel.shutdownOutput();
            } catch (IOException _) {
                // Gone before.
            }
        }

        void end() {
            only.deadline = now() + limits.idleNanos;
            if (multiplexed) {
                streams.remove(this);
            } else {
                received = 0;
                waiting = true;
            }
        }
    }
}
