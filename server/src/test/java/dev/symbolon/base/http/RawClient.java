package dev.symbolon.base.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Speaks HTTP/1.1 byte by byte, as no well-behaved client would. */
public final class RawClient implements AutoCloseable {

    private final Socket socket;

    public RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
    }

    /** Sends the text as it is, but for line ends, which become CR LF. */
    public RawClient send(String text) throws IOException {
        return sendRaw(text.replace("\n", "\r\n"));
    }

    RawClient sendRaw(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** One answer, by its Content-Length. */
    public Answer read() throws IOException {
        return read(false);
    }

    Answer readHead() throws IOException {
        return read(true);
    }

    private Answer read(boolean headOnly) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("closed after: " + head);
            }
            head.write(b);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        Answer answer = new Answer(text, "");
        int length = headOnly ? 0 : Integer.parseInt(answer.header("content-length", "0"));
        return new Answer(text, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    /** Reads until the other side ends the connection; how many bytes came. */
    long drain() throws IOException {
        long count = 0;
        byte[] buffer = new byte[1 << 16];
        try {
            while (true) {
                int read = socket.getInputStream().read(buffer);
                if (read < 0) {
                    return count;
                }
                count += read;
            }
        } catch (SocketException reset) {
            return count;
        }
    }

    /** Whether the other side ends the connection; whatever comes before is skipped. */
    boolean isClosed() throws IOException {
        return drain() >= 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A response as it came. */
    public record Answer(String head, String body) {

        public int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        String header(String name, String otherwise) {
            return head.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        }
    }
}
