package dev.symbolon.core.tenant;

import java.net.URI;

/**
 * An issuer with its own clients, accounts, keys and settings.
 *
 * @param id names the tenant in every row that belongs to it
 * @param issuer the issuer identifier, without a slash at its end (Discovery §3)
 */
public record Tenant(String id, URI issuer) {

    /** The first tenant's id; it has the root path. */
    public static final String FIRST = "main";

    /** An absolute address below the issuer. */
    public String url(String path) {
        return issuer + path;
    }

    /**
     * The path that the issuer itself has, before every path of the tenant: empty or {@code
     * /t/name}.
     */
    public String basePath() {
        String path = issuer.getRawPath();
        return path == null ? "" : path;
    }

    /** False only for a loopback issuer without TLS. */
    public boolean isSecure() {
        return "https".equals(issuer.getScheme());
    }

    /** scheme://host:port, as a browser's Origin header has it. */
    public String origin() {
        return issuer.getScheme() + "://" + issuer.getRawAuthority();
    }

    /**
     * A cookie's name for this tenant, before its prefix: tenants may share a host, and {@code
     * __Host-} cookies all have the path /.
     */
    public String cookieName(String name) {
        return id.equals(FIRST) ? name : name + "_" + id;
    }
}
