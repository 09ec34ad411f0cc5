package dev.symbolon.protocol.logout;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.testing.Listener;
import java.io.IOException;
import java.net.URI;

/** An app's server side, as far as it hears of sign-outs. */
record ListeningApp(Listener listener) implements AutoCloseable {

    static ListeningApp start() throws IOException {
        return new ListeningApp(Listener.start());
    }

    URI address() {
        return listener.address();
    }

    void answering(int other) {
        listener.answering(other);
    }

    /** The next logout token that comes. */
    String hears() throws InterruptedException {
        return Parameters.parse(listener.hears().body()).first("logout_token").orElse("");
    }

    boolean hearsNothing() throws InterruptedException {
        return listener.hearsNothing();
    }

    @Override
    public void close() {
        listener.close();
    }
}
