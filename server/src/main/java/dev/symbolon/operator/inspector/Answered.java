package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.core.tenant.Exchange;
import java.time.Instant;
import java.util.Optional;

/**
 * A request with its answer, as it left the server: still with all its secrets, so it is held in
 * memory only, and for less than a second.
 *
 * @param route as it was mounted
 * @param at when it was answered
 * @param nanos from the request to the answer
 * @param early whether it is of use only where its flow turns out to be of somebody watched
 */
public record Answered(
        Exchange exchange,
        Act act,
        String route,
        Response response,
        Instant at,
        long nanos,
        Spent spent,
        boolean early) {

    /** Nothing where the address is no part of a flow and all went well. */
    public static Optional<Answered> of(
            Exchange exchange,
            String route,
            Response response,
            Instant at,
            long nanos,
            Spent spent) {
        return Act.of(exchange.request().method(), route)
                // An error page has shown a reference, whatever it was about.
                .or(() -> Optional.of(Act.PAGE).filter(_ -> isFailure(exchange, response)))
                .map(act -> new Answered(exchange, act, route, response, at, nanos, spent, false));
    }

    Answered asEarly() {
        return new Answered(exchange, act, route, response, at, nanos, spent, true);
    }

    /** Refused by a rule, or failed by a fault of ours. */
    public static boolean isFailure(Exchange exchange, Response response) {
        return exchange.trace().isRefused() || response.status() >= 500;
    }

    /** What of it may be seen. */
    public Step step() {
        return StepReader.read(this);
    }

    /** How much memory waits with it, roughly, in bytes. */
    int weight() {
        return 2000 + exchange.request().body().length + response.body().length;
    }
}
