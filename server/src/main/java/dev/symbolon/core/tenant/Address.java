package dev.symbolon.core.tenant;

import dev.symbolon.base.http.Request;
import java.util.Optional;

/**
 * Which tenant a request is for, and the path within it.
 *
 * @param path without the tenant's own path
 */
public record Address(Tenant tenant, String path) {

    private static final String WELL_KNOWN = "/.well-known/";
    private static final String TENANTS = "/t/";

    /** Nothing where no tenant is at home there. */
    public static Optional<Address> of(Request request, Tenants tenants) {
        String path = request.path();
        if (path.startsWith(WELL_KNOWN)) {
            int end = path.indexOf('/', WELL_KNOWN.length());
            if (end > 0) {
                // RFC 8414 §3.1: the issuer's path stands behind the well-known name.
                return issuerAt(path.substring(end), tenants)
                        .map(tenant -> new Address(tenant, path.substring(0, end)));
            }
        }
        if (path.startsWith(TENANTS)) {
            int end = path.indexOf('/', TENANTS.length());
            return end < 0
                    ? Optional.empty()
                    : tenants.byPath(path.substring(0, end))
                            .map(tenant -> new Address(tenant, path.substring(end)));
        }
        Tenant tenant = tenants.byHost(request.host()).orElseGet(tenants::first);
        String base = tenant.basePath();
        if (base.isEmpty()) {
            return Optional.of(new Address(tenant, path));
        }
        return path.startsWith(base + "/")
                ? Optional.of(new Address(tenant, path.substring(base.length())))
                : Optional.empty();
    }

    private static Optional<Tenant> issuerAt(String issuerPath, Tenants tenants) {
        Tenant first = tenants.first();
        return issuerPath.equals(first.basePath())
                ? Optional.of(first)
                : tenants.byPath(issuerPath);
    }
}
