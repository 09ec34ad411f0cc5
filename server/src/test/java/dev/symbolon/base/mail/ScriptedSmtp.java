package dev.symbolon.base.mail;

import dev.symbolon.testing.Certificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server that is as strange as a test wants it. */
final class ScriptedSmtp implements AutoCloseable {

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final boolean fromTheStart;
    private final @Nullable String odd;
    private final String answer;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private ScriptedSmtp(
            @Nullable SSLContext tls, boolean fromTheStart, @Nullable String odd, String answer)
            throws IOException {
        this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.fromTheStart = fromTheStart;
        this.odd = odd;
        this.answer = answer;
        Thread.ofVirtual().start(this::run);
    }

    /** One command is answered like this, all others as usual. */
    static ScriptedSmtp plain(@Nullable String odd, String answer) throws IOException {
        return new ScriptedSmtp(null, false, odd, answer);
    }

    static ScriptedSmtp startTls(Certificate shown) throws Exception {
        return new ScriptedSmtp(shown.context(), false, null, "");
    }

    static ScriptedSmtp tls(Certificate shown) throws Exception {
        return new ScriptedSmtp(shown.context(), true, null, "");
    }

    int port() {
        return server.getLocalPort();
    }

    boolean heard(String command) {
        return heard.contains(command);
    }

    private void run() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                serve(fromTheStart ? secured(socket) : socket, !fromTheStart, true);
            } catch (IOException ended) {
                // The next one.
            }
        }
    }

    private SSLSocket secured(Socket socket) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        java.util.Objects.requireNonNull(tls)
                                .getSocketFactory()
                                .createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private void serve(Socket socket, boolean offersTls, boolean greets) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        if (greets) {
            say(socket, "220 here");
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            heard.add(command);
            if (command.equals(odd)) {
                say(socket, answer);
                continue;
            }
            switch (command) {
                case "EHLO" ->
                        say(
                                socket,
                                offersTls && tls != null ? "250-here\r\n250 STARTTLS" : "250 here");
                case "STARTTLS" -> {
                    say(socket, "220 go on");
                    serve(secured(socket), false, false);
                    return;
                }
                case "DATA" -> {
                    say(socket, "354 go on");
                    while (!".".equals(in.readLine())) {
                        // All of the mail.
                    }
                    say(socket, "250 taken");
                }
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return;
                }
                default -> say(socket, "250 fine");
            }
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
