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
        Split split = Split.of(request.path());
        if (!split.issuerPath().isEmpty()) {
            return issuerAt(split.issuerPath(), tenants)
                    .map(tenant -> new Address(tenant, split.path()));
        }
        return within(tenants.byHost(request.host()).orElseGet(tenants::first), split.path());
    }

    /**
     * The same while nobody can be asked which tenants there are: as if the one that the request is
     * for were this.
     */
    public static Optional<Address> assuming(Tenant tenant, Request request) {
        Split split = Split.of(request.path());
        return split.issuerPath().isEmpty()
                ? within(tenant, split.path())
                : Optional.of(new Address(tenant, split.path()));
    }

    private static Optional<Address> within(Tenant tenant, String path) {
        String base = tenant.basePath();
        return base.isEmpty() || path.startsWith(base + "/")
                ? Optional.of(new Address(tenant, path.substring(base.length())))
                : Optional.empty();
    }

    /**
     * A path taken apart.
     *
     * @param issuerPath the path of the issuer that it names; empty where it names none
     */
    private record Split(String issuerPath, String path) {

        static Split of(String path) {
            if (path.startsWith(WELL_KNOWN)) {
                int end = path.indexOf('/', WELL_KNOWN.length());
                // RFC 8414 §3.1: the issuer's path stands behind the well-known name.
                return end < 0
                        ? new Split("", path)
                        : new Split(path.substring(end), path.substring(0, end));
            }
            if (path.startsWith(TENANTS)) {
                int end = path.indexOf('/', TENANTS.length());
                return end < 0
                        ? new Split(path, "")
                        : new Split(path.substring(0, end), path.substring(end));
            }
            return new Split("", path);
        }
    }

    private static Optional<Tenant> issuerAt(String issuerPath, Tenants tenants) {
        Tenant first = tenants.first();
        return issuerPath.equals(first.basePath())
                ? Optional.of(first)
                : tenants.byPath(issuerPath);
    }
}
