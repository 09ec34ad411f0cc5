package dev.symbolon;

import dev.symbolon.Dispatch.Mount;
import dev.symbolon.base.http.Cors;
import dev.symbolon.core.tenant.Exchange;

/** What the endpoints of one kind have in common. */
record Mounts(Cors cors, Dispatch.Refusals refusals, Dispatch.Failures failures) {

    Mount of(Exchange.Endpoint endpoint) {
        return new Mount((exchange, _) -> endpoint.handle(exchange), cors, refusals, failures);
    }

    Mount of(Dispatch.Endpoint endpoint) {
        return new Mount(endpoint, cors, refusals, failures);
    }
}
