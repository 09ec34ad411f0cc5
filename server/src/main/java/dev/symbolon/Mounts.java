package dev.symbolon;

import dev.symbolon.Dispatch.Mount;
import dev.symbolon.base.http.Cors;
import dev.symbolon.core.tenant.Exchange;

/** What the endpoints of one kind have in common. */
record Mounts(Cors cors, Dispatch.Refusals refusals, Dispatch.Failures failures) {

    Mount of(Exchange.Endpoint endpoint) {
        return of((exchange, _) -> endpoint.handle(exchange));
    }

    Mount of(Dispatch.Endpoint endpoint) {
        return new Mount(endpoint, cors, refusals, failures);
    }

    /** A page that leads to no app: the window that opened it loses hold of it. */
    Mount apart(Exchange.Endpoint endpoint) {
        return apart((exchange, _) -> endpoint.handle(exchange));
    }

    Mount apart(Dispatch.Endpoint endpoint) {
        return of((exchange, variable) ->
                endpoint.handle(exchange, variable)
                        .with("Cross-Origin-Opener-Policy", "same-origin"));
    }
}
