package dev.symbolon.base.http;

import dev.symbolon.base.log.LogContext;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.Routing;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpSecurity;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;

/**
 * Every request of a listener goes to one {@link Handler}. Stands in the place of the library's own
 * routing, which would decode and match paths that {@link Routes} matches again.
 */
final class HandlerRouting implements HttpRouting, Router {

    private static final System.Logger LOG = System.getLogger(HandlerRouting.class.getName());

    private final Handler handler;
    private final Refused refused;
    private final RequestReader reader;
    private final Connections connections;
    private final HttpSecurity security = HttpSecurity.create();

    HandlerRouting(
            Handler handler, Refused refused, RequestReader reader, Connections connections) {
        this.handler = handler;
        this.refused = refused;
        this.reader = reader;
        this.connections = connections;
    }

    @Override
    public void route(ConnectionContext context, RoutingRequest from, RoutingResponse to) {
        WatchedContext watched = (WatchedContext) context;
        Connection.Turn turn = watched.connection().begin();
        long start = System.nanoTime();
        try {
            boolean headOnly = from.prologue().method().text().equals("HEAD");
            boolean https = from.isSecure();
            boolean unread = false;
            Response response;
            // Where it is refused, what is left of the request is nobody's.
            try {
                Request head = reader.head(from, watched);
                https = head.scheme().equals("https");
                try {
                    Request request = head.with(reader.body(from, watched));
                    turn.handle();
                    response = answer(head, start, () -> handler.handle(request));
                } catch (HttpError unreadable) {
                    unread = true;
                    turn.handle();
                    response = answer(head, start, () -> handler.refuse(head, unreadable));
                }
            } catch (HttpError malformed) {
                unread = true;
                response = malformed.response();
                tell(
                        from.prologue().method().text(),
                        from.prologue().uriPath().rawPath(),
                        https,
                        response,
                        start);
            }
            turn.answer();
            boolean one = !watched.connection().isMultiplexed();
            boolean last = unread || connections.isDraining();
            ResponseWriter.write(response, to, headOnly, https, last && one);
            // RFC 9112 §9.6: the library announces the end of a connection, but waits for it.
            if (one && to.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
                if (unread) {
                    turn.linger();
                    watched.readAway();
                }
                throw new CloseConnectionException("Last answer of this connection");
            }
        } finally {
            turn.end();
        }
    }

    /** The handler's answer; whatever it throws becomes one. */
    private Response answer(Request head, long start, Supplier<Response> handled) {
        return LogContext.call(() -> caught(head, start, handled));
    }

    private Response caught(Request head, long start, Supplier<Response> handled) {
        Response response;
        try {
            return handled.get();
        } catch (HttpError malformed) {
            response = malformed.response();
        } catch (CloseConnectionException | RequestException connection) {
            throw connection;
        } catch (RuntimeException | StackOverflowError bug) {
            String reference = LogContext.reference();
            LOG.log(Level.ERROR, "Request failed, reference " + reference, bug);
            response =
                    Response.text(
                            500,
                            "Something went wrong on our side. Reference: " + reference + "\n");
        }
        tell(head.method(), head.path(), head.scheme().equals("https"), response, start);
        return response;
    }

    private void tell(String method, String path, boolean https, Response response, long start) {
        refused.answered(
                method,
                path,
                https ? "https" : "http",
                response.status(),
                System.nanoTime() - start);
    }

    /** Asked for the routing of HTTP it gives itself; it has none of another kind. */
    @Override
    public <T extends Routing> T routing(Class<T> type, T otherwise) {
        return type.isInstance(this) ? type.cast(this) : otherwise;
    }

    @Override
    public List<? extends Routing> routings() {
        return List.of(this);
    }

    @Override
    public void afterStart(WebServer server) {
        // Nothing waits for the server.
    }

    @Override
    public HttpSecurity security() {
        return security;
    }

    @Override
    public void beforeStart() {
        // Nothing waits for the listener.
    }

    @Override
    public void afterStop() {
        // HttpServer closes what is left.
    }
}
