package dev.symbolon.core.mtls;

import dev.symbolon.base.http.ClientCertificate;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server knows of clients with certificates. */
public final class MutualTls {

    private final MutualTlsSettings settings;
    private final boolean byProxies;
    private final Authorities authorities;
    private final InstantSource clock;

    private MutualTls(
            MutualTlsSettings settings,
            boolean byProxies,
            Authorities authorities,
            InstantSource clock) {
        this.settings = settings;
        this.byProxies = byProxies;
        this.authorities = authorities;
        this.clock = clock;
    }

    /**
     * As set.
     *
     * @param byProxies whether trusted proxies tell of certificates
     * @throws UncheckedIOException where the authorities cannot be read
     */
    public static MutualTls of(MutualTlsSettings settings, boolean byProxies, InstantSource clock) {
        try {
            Authorities authorities =
                    settings.authorities() == null
                            ? Authorities.none()
                            : Authorities.read(settings.authorities());
            return new MutualTls(settings, byProxies, authorities, clock);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** Whether clients can show certificates at all. */
    public boolean isOffered() {
        return settings.enabled() || byProxies;
    }

    /** Whether the subject of a certificate can prove who a client is. */
    public boolean believesSubjects() {
        return isOffered() && !authorities.isEmpty();
    }

    /** Why the certificate is not of a trusted authority, for developers; nothing where it is. */
    public Optional<String> distrusts(ClientCertificate certificate) {
        return authorities.distrusts(certificate, clock.instant());
    }

    /**
     * The address of an endpoint for clients with certificates (RFC 8705 §5). Nothing where it is
     * the same as for all others; or where a tenant has a host to itself, which no other leads to.
     */
    public Optional<String> alias(Tenant tenant, String path) {
        boolean led = tenant.id().equals(Tenant.FIRST) || !tenant.basePath().isEmpty();
        @Nullable String base = led && isOffered() ? base(tenant.issuer()) : null;
        return Optional.ofNullable(base).map(found -> found + tenant.basePath() + path);
    }

    private @Nullable String base(URI issuer) {
        if (settings.url() != null) {
            return settings.url().toString();
        }
        return settings.enabled() ? "https://" + issuer.getHost() + ":" + settings.port() : null;
    }

    /** All addresses of what the request came to, as clients know them. */
    public List<String> addresses(Exchange exchange) {
        Tenant tenant = exchange.tenant();
        String path = exchange.request().path();
        String usual = tenant.url(path);
        return alias(tenant, path).map(alias -> List.of(usual, alias)).orElse(List.of(usual));
    }
}
