package dev.symbolon;

import dev.symbolon.operator.cli.CommandFailed;
import dev.symbolon.operator.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks at ports before they are taken. */
final class Ports {

    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** A port of this machine that nobody listens on. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /**
     * Makes sure that ports of this machine are free.
     *
     * @throws CommandFailed naming the first that is taken, or the numbers that there are
     */
    static void requireFree(int from, int count) {
        int last = HIGHEST - count + 1;
        if (from < 1 || from > last) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--port must be between 1 and %d, as the demo needs %d ports in a row"
                            .formatted(last, count));
        }
        for (int port = from; port < from + count; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException taken) {
                throw new CommandFailed(
                        ExitCode.CONFLICT,
                        "port %d is taken; the demo needs %d to %d, or others with --port"
                                .formatted(port, from, from + count - 1));
            }
        }
    }
}
