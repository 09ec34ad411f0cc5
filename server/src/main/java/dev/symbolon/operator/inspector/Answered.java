package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.core.tenant.Exchange;
import java.time.Instant;

/**
 * A request with its answer, as it left the server: still with all its secrets, so it is held in
 * memory only, and for less than a second.
 *
 * @param route as it was mounted
 * @param nanos from the request to the answer
 */
record Answered(
        Exchange exchange,
        Act act,
        String route,
        Response response,
        Instant at,
        long nanos,
        Spent spent) {

    /** How much memory waits with it, roughly, in bytes. */
    int weight() {
        return 2000 + exchange.request().body().length + response.body().length;
    }
}
