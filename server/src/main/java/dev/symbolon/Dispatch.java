package dev.symbolon;

import dev.symbolon.base.fetch.Patience;
import dev.symbolon.base.http.Cors;
import dev.symbolon.base.http.Handler;
import dev.symbolon.base.http.HttpError;
import dev.symbolon.base.http.Match;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.http.Routes;
import dev.symbolon.base.log.LogContext;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.base.sql.DatabaseException;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Address;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request to its tenant and its endpoint, and turns what is thrown there into an answer:
 * the one place that does.
 */
final class Dispatch implements Handler {

    /** What answers at a path that may end in a variable. */
    @FunctionalInterface
    interface Endpoint {
        Response handle(Exchange exchange, String variable);
    }

    /** How a refusal looks to whoever asks here: JSON to an app, a page to a person. */
    @FunctionalInterface
    interface Refusals {
        Response answer(Exchange exchange, Refusal refusal);
    }

    /** Something that failed without anybody's fault but ours. */
    @FunctionalInterface
    interface Failures {
        Response answer(Exchange exchange, int status);
    }

    /** An endpoint with what belongs to its address. */
    record Mount(Endpoint endpoint, Cors cors, Refusals refusals, Failures failures) {}

    /** Hears of every exchange that an endpoint answered. Quick, and does not throw. */
    interface Listener {
        /** Whether it wants to know what the time of requests is spent on. */
        boolean measures();

        void answered(
                Exchange exchange, String route, Response response, long nanoseconds, Spent spent);
    }

    /** Hears of every request and how long its answer took. Quick, and does not throw. */
    @FunctionalInterface
    interface Meter {
        /**
         * A request was answered.
         *
         * @param route as it was mounted, or empty where no endpoint was asked
         */
        void answered(Request request, String route, int status, long nanoseconds);
    }

    private static final System.Logger LOG = System.getLogger(Dispatch.class.getName());

    /** What a person or a program should wait before it asks a database again that was away. */
    private static final String RETRY_AFTER_SECONDS = "5";

    private final Tenants tenants;
    private final Tenant first;
    private final Routes<Mount> routes;
    private final Failures elsewhere;
    private final Listener listener;
    private final Meter meter;

    /**
     * @param first stands in for the tenant while the database cannot say which it is
     * @param elsewhere what a person sees where nothing is mounted
     */
    Dispatch(
            Tenants tenants,
            Tenant first,
            Routes<Mount> routes,
            Failures elsewhere,
            Listener listener,
            Meter meter) {
        this.tenants = tenants;
        this.first = first;
        this.routes = routes;
        this.elsewhere = elsewhere;
        this.listener = listener;
        this.meter = meter;
    }

    @Override
    public Response handle(Request request) {
        return measured(request, null);
    }

    /** It gets the answer that its address would give: JSON, or a page. */
    @Override
    public Response refuse(Request head, HttpError unreadable) {
        return measured(head, unreadable);
    }

    private Response measured(Request request, @Nullable HttpError unreadable) {
        long start = System.nanoTime();
        Answer answer = LogContext.call(() -> answer(request, unreadable));
        Response response = answer.response();
        meter.answered(request, answer.route(), response.status(), System.nanoTime() - start);
        return response;
    }

    /** What a request came to, and at which route; empty where no endpoint was asked. */
    private record Answer(String route, Response response) {}

    private Answer answer(Request request, @Nullable HttpError unreadable) {
        Optional<Address> address;
        @Nullable RuntimeException obstacle = unreadable;
        try {
            address = Address.of(request, tenants);
        } catch (DatabaseException away) {
            address = Address.assuming(first, request);
            obstacle = away;
        }
        if (address.isEmpty()) {
            return new Answer("", new Match.NotFound<>().response());
        }
        Request inside = request.at(address.get().path());
        Exchange exchange = new Exchange(address.get().tenant(), inside, new Trace());
        return switch (routes.find(inside.method(), inside.path())) {
            case Match.Found<Mount> found ->
                    new Answer(found.route(), answer(exchange, found, obstacle));
            case Match.WrongMethod<Mount> wrong -> new Answer("", preflightOr(wrong, exchange));
            case Match.NotFound<Mount> _ -> new Answer("", elsewhere.answer(exchange, 404));
        };
    }

    /**
     * @param obstacle why the endpoint cannot be asked at all; absent where it can
     */
    private Response answer(
            Exchange exchange, Match.Found<Mount> found, @Nullable RuntimeException obstacle) {
        long start = System.nanoTime();
        Spent spent = new Spent();
        Mount mount = found.endpoint();
        Response response;
        try {
            if (obstacle != null) {
                throw obstacle;
            }
            response =
                    Patience.during(() ->
                            listener.measures()
                                    ? spent.during(() -> handle(exchange, found))
                                    : handle(exchange, found));
        } catch (Refusal refusal) {
            response = mount.refusals().answer(exchange, refusal);
        } catch (HttpError refused) {
            response = answer(exchange, mount, refused);
        } catch (DatabaseException outage) {
            log(exchange, "The database could not answer at " + found.route(), outage);
            response =
                    mount.failures().answer(exchange, 503).with("Retry-After", RETRY_AFTER_SECONDS);
        } catch (RuntimeException bug) {
            log(exchange, "An answer failed at " + found.route(), bug);
            response = mount.failures().answer(exchange, 500);
        }
        listener.answered(exchange, found.route(), response, System.nanoTime() - start, spent);
        return mount.cors().allow(exchange.request(), response);
    }

    private static Response handle(Exchange exchange, Match.Found<Mount> found) {
        return found.endpoint().endpoint().handle(exchange, found.variable());
    }

    private static void log(Exchange exchange, String what, RuntimeException why) {
        LogContext.flow(exchange.trace().flow().value());
        LOG.log(System.Logger.Level.ERROR, what, why);
    }

    /** What HTTP refuses has a rule too, where it is a fault of the request. */
    private static Response answer(Exchange exchange, Mount mount, HttpError refused) {
        if (refused.fault().isEmpty()) {
            return mount.failures().answer(exchange, refused.status());
        }
        HttpRule rule = HttpRule.of(refused.fault().get());
        return mount.refusals()
                .answer(
                        exchange,
                        exchange.trace()
                                .refusal(
                                        rule,
                                        refused.message(),
                                        rule == HttpRule.BODY_SIZE ? size(exchange) : null))
                .withStatus(refused.status());
    }

    /** RFC 9110 §9.3.7, Fetch "CORS-preflight": what a script asks before it may ask. */
    private Response preflightOr(Match.WrongMethod<Mount> wrong, Exchange exchange) {
        Request request = exchange.request();
        String asked = request.header("access-control-request-method").orElse("");
        if (!request.method().equals("OPTIONS")
                || !(routes.find(asked, request.path())
                        instanceof Match.Found<Mount>(var mount, var route, _))) {
            return wrong.response(request.method());
        }
        if (mount.cors().isPreflight(request)) {
            if (!mayCome(exchange, mount.cors())) {
                // The browser keeps the script from asking; nothing else would tell of it.
                listener.answered(exchange, route, mount.cors().preflight(), 0, new Spent());
            }
            return mount.cors().preflight();
        }
        Response refused = wrong.response(request.method());
        if (request.header("origin").isPresent()) {
            exchange.trace().fails(HttpRule.PAGES_MAY_ASK);
            listener.answered(exchange, route, refused, 0, new Spent());
        }
        return refused;
    }

    /** Whether the script may send what it wants to send. */
    private static boolean mayCome(Exchange exchange, Cors cors) {
        List<String> unknown = cors.unknownHeaders(exchange.request());
        if (!unknown.isEmpty()) {
            exchange.trace().fails(HttpRule.SCRIPT_HEADERS, cors.headers(), unknown);
        }
        return unknown.isEmpty();
    }

    /** How large it was, where that was said. */
    private static @Nullable String size(Exchange exchange) {
        return exchange.request()
                .header("content-length")
                .map(length -> length + " bytes")
                .orElse(null);
    }
}
