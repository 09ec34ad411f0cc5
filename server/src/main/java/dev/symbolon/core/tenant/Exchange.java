package dev.symbolon.core.tenant;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.oauth.Trace;
import java.util.Optional;

/**
 * One request to one tenant, and the trace of what it comes to. The request's path is the tenant's:
 * what stood before it (the tenant's own path) is taken off.
 */
public record Exchange(Tenant tenant, Request request, Trace trace) {

    private static final int LONGEST_QUERY = 8000;

    /** What answers at a path of a tenant. */
    @FunctionalInterface
    public interface Endpoint {
        /** Answers, or throws a {@link dev.symbolon.core.oauth.Refusal}. */
        Response handle(Exchange exchange);
    }

    /**
     * Sends the browser here again with its form in the address: SameSite=Lax cookies do not come
     * with another site's form, but do with the redirect after it. Nothing where the form is too
     * long for an address. docs/decisions/0004-cookies-and-post.md.
     */
    public Optional<Response> asGet() {
        String parameters = request.form().encoded();
        return parameters.length() < LONGEST_QUERY
                ? Optional.of(Response.redirect(tenant.url(request.path() + "?" + parameters)))
                : Optional.empty();
    }
}
