package dev.symbolon.core.tenant;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.oauth.Trace;

/**
 * One request to one tenant, and the trace of what it comes to. The request's path is the tenant's:
 * what stood before it (the tenant's own path) is taken off.
 */
public record Exchange(Tenant tenant, Request request, Trace trace) {

    /** What answers at a path of a tenant. */
    @FunctionalInterface
    public interface Endpoint {
        /** Answers, or throws a {@link dev.symbolon.core.oauth.Refusal}. */
        Response handle(Exchange exchange);
    }
}
