package dev.symbolon;

import dev.symbolon.base.http.HttpServer;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.core.tenant.Tenants;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A server that answers, until it is closed or the process is told to end. */
final class Running implements AutoCloseable {

    private final Installation installation;
    private final Server server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread atExit = new Thread(this::end, "shutdown");

    private Running(Installation installation, Server server) {
        this.installation = installation;
        this.server = server;
    }

    /** Starts a server that has the issuer of the settings. */
    static Running start(Config config, InstantSource clock) {
        return start(config, Tenants::establishFirst, clock);
    }

    /**
     * Starts a server; it answers when this returns.
     *
     * @throws HttpServer.CannotListen where a port is taken
     */
    static Running start(Config config, Server.Naming naming, InstantSource clock) {
        Installation installation = Installation.open(config, clock);
        Server server =
                Server.build(
                        config,
                        installation.database(),
                        installation.masterKey(),
                        Crypto.accelerated(),
                        clock);
        Running running = new Running(installation, server);
        try {
            server.start(naming);
        } catch (RuntimeException unusable) {
            running.end();
            throw unusable;
        }
        Runtime.getRuntime().addShutdownHook(running.atExit);
        return running;
    }

    URI issuer() {
        return parts().tenants().first().issuer();
    }

    Parts parts() {
        return server.parts();
    }

    /** Where the first administrator makes their account; nothing where there are accounts. */
    Optional<String> invitation() {
        return parts().invitations().forFirstAdministrator(parts().tenants().first());
    }

    /** Returns when the server was closed, or the thread is interrupted. */
    void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException asked) {
            // To be interrupted is to be asked to close; what closes must not find the flag set.
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
            end();
        } catch (IllegalStateException _) {
            // The process is ending already, and the hook does it.
            awaitEnd();
        }
    }

    private synchronized void end() {
        if (closed.getCount() > 0) {
            server.close();
            installation.database().close();
            closed.countDown();
        }
    }
}
