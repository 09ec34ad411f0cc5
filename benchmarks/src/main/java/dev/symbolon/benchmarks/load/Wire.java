package dev.symbolon.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One user's HTTP/1.1 connection to one host, kept alive. It understands what servers answer to
 * browsers and apps (RFC 9112): lengths, chunks, and ends by closing. Not thread-safe.
 */
final class Wire implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MOST_HEAD = 64 * 1024;

    private final Origin origin;
    private final SSLSocketFactory tls;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;
    private @Nullable Socket socket;
    private boolean used;

    Wire(Origin origin, SSLSocketFactory tls) {
        this.origin = origin;
        this.tls = tls;
    }

    /**
     * Sends and waits for the answer. Where the server closed an idle connection meanwhile, it is
     * sent once more on a new one: nothing of it had been answered.
     */
    Reply send(byte[] request) throws IOException {
        boolean reused = used && socket != null;
        try {
            return exchange(request);
        } catch (EOFException | SocketException stale) {
            close();
            if (!reused) {
                throw stale;
            }
            return exchange(request);
        } catch (IOException failure) {
            close();
            throw failure;
        }
    }

    private Reply exchange(byte[] request) throws IOException {
        Socket connected = connect();
        OutputStream out = connected.getOutputStream();
        out.write(request);
        Reply reply = read(connected.getInputStream());
        used = true;
        return reply;
    }

    private Socket connect() throws IOException {
        Socket open = socket;
        if (open != null) {
            return open;
        }
        Socket plain = new Socket();
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(TIMEOUT_MILLIS);
        plain.connect(new InetSocketAddress(origin.host(), origin.port()), TIMEOUT_MILLIS);
        Socket ready =
                origin.secure()
                        ? tls.createSocket(plain, origin.host(), origin.port(), true)
                        : plain;
        socket = ready;
        used = false;
        at = 0;
        end = 0;
        return ready;
    }

    private Reply read(InputStream in) throws IOException {
        List<String> head = new ArrayList<>(16);
        int size = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.add(line);
            size += line.length();
            if (size > MOST_HEAD) {
                throw new IOException("the head of an answer is larger than " + MOST_HEAD);
            }
        }
        Reply reply = Reply.of(head);
        byte[] body = body(reply, in);
        if (reply.closes()) {
            close();
        }
        return reply.with(body);
    }

    private byte[] body(Reply reply, InputStream in) throws IOException {
        if (reply.status() == 204 || reply.status() == 304) {
            return new byte[0];
        }
        if (reply.isChunked()) {
            return chunks(in);
        }
        int length = reply.length();
        if (length >= 0) {
            return bytes(in, length);
        }
        byte[] rest = in.readAllBytes();
        byte[] all = new byte[end - at + rest.length];
        System.arraycopy(buffer, at, all, 0, end - at);
        System.arraycopy(rest, 0, all, end - at, rest.length);
        close();
        return all;
    }

    private byte[] chunks(InputStream in) throws IOException {
        byte[] all = new byte[0];
        while (true) {
            String size = line(in);
            int extension = size.indexOf(';');
            int length = Integer.parseInt(extension < 0 ? size : size.substring(0, extension), 16);
            byte[] chunk = bytes(in, length);
            if (length == 0) {
                // Trailers, if any, end with an empty line.
                String trailer = line(in);
                while (!trailer.isEmpty()) {
                    trailer = line(in);
                }
                return all;
            }
            byte[] joined = Arrays.copyOf(all, all.length + length);
            System.arraycopy(chunk, 0, joined, all.length, length);
            all = joined;
            line(in);
        }
    }

    private byte[] bytes(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        int have = Math.min(length, end - at);
        System.arraycopy(buffer, at, bytes, 0, have);
        at += have;
        if (in.readNBytes(bytes, have, length - have) < length - have) {
            throw new EOFException("the answer ended early");
        }
        return bytes;
    }

    private String line(InputStream in) throws IOException {
        StringBuilder longer = null;
        while (true) {
            for (int i = at; i < end; i++) {
                if (buffer[i] == '\n') {
                    int stop = i > at && buffer[i - 1] == '\r' ? i - 1 : i;
                    String part = new String(buffer, at, stop - at, StandardCharsets.ISO_8859_1);
                    at = i + 1;
                    if (longer == null) {
                        return part;
                    }
                    String line = longer.append(part).toString();
                    // The carriage return may have been the last byte of the part before.
                    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
                }
            }
            String part = new String(buffer, at, end - at, StandardCharsets.ISO_8859_1);
            longer = longer == null ? new StringBuilder(part) : longer.append(part);
            if (longer.length() > MOST_HEAD) {
                throw new IOException("a line of an answer is longer than " + MOST_HEAD);
            }
            at = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                throw new EOFException("the connection was closed");
            }
        }
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException ignored) {
                // It is being thrown away; there is nothing left to lose.
            }
        }
    }
}
