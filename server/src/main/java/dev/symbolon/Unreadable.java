package dev.symbolon;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Address;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import java.util.Map;
import java.util.Optional;

/**
 * Tells of requests that were refused for their size before there was a request at all: a developer
 * whose address is too long looks for it where all others are.
 */
final class Unreadable {

    private static final byte[] NO_BODY = new byte[0];

    private final Tenants tenants;
    private final Dispatch.Listener listener;
    private final Tenant first;

    /**
     * @param first whom it is told where the path was not read: that of most servers is the only
     *     one
     */
    Unreadable(Tenants tenants, Dispatch.Listener listener, Tenant first) {
        this.tenants = tenants;
        this.listener = listener;
        this.first = first;
    }

    /**
     * It was answered with this status. Quick, and does not throw.
     *
     * @param path empty where it could not be read
     */
    void heard(String method, String path, int status, long nanoseconds) {
        HttpRule rule = HttpRule.ofStatus(status).orElse(null);
        if (rule == null) {
            return;
        }
        Request request =
                new Request(
                        method, first.issuer().getScheme(), "", path, "", Map.of(), "", NO_BODY);
        Exchange exchange = new Exchange(tenant(request), request, new Trace());
        exchange.trace().fails(rule);
        listener.answered(exchange, "", Response.empty(status), nanoseconds, new Spent());
    }

    private Tenant tenant(Request request) {
        try {
            return Optional.of(request)
                    .filter(sent -> sent.path().startsWith("/"))
                    .flatMap(sent -> Address.of(sent, tenants))
                    .map(Address::tenant)
                    .orElse(first);
        } catch (RuntimeException away) {
            // The database, most likely; nobody is kept waiting for this.
            return first;
        }
    }
}
