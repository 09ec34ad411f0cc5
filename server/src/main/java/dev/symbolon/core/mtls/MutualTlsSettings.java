package dev.symbolon.core.mtls;

import dev.symbolon.base.config.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where clients reach the server with certificates, and whose certificates count.
 *
 * @param port 0 takes any free one
 * @param url without a path; absent: the issuer's host and the port
 * @param authorities absent: no subject is believed, only certificates that were registered
 */
public record MutualTlsSettings(
        @Setting(
                        "Whether a port is opened that asks for certificates; it shows the"
                                + " certificate of http.tls. Browsers are kept away from it, for"
                                + " they would ask people for one.")
                boolean enabled,
        @Setting("The port that asks for certificates; 0 takes any free one.") int port,
        @Setting(
                        "Where clients with certificates reach the server, as in"
                                + " https://mtls.id.example.org. Without it, the issuer's host and"
                                + " the port.")
                @Nullable URI url,
        @Setting(
                        "PEM file with the certificates of the authorities whose word is taken for"
                                + " a client's subject (tls_client_auth). Without it, clients"
                                + " register their certificates themselves.")
                @Nullable Path authorities) {

    public static MutualTlsSettings defaults() {
        return new MutualTlsSettings(false, 8443, null, null);
    }

    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (port < 0 || port > 65_535) {
            problems.add("port: must be between 0 and 65535");
        }
        if (enabled && port == 0 && url == null) {
            problems.add("url: must be set where port is 0, or clients could not be told");
        }
        if (url != null && !isBase(url)) {
            problems.add("url: must be https, a host and perhaps a port, and nothing else");
        }
        if (authorities != null) {
            try {
                Authorities.read(authorities);
            } catch (IOException unusable) {
                problems.add("authorities: " + unusable.getMessage());
            }
        }
        return problems;
    }

    private static boolean isBase(URI url) {
        return "https".equals(url.getScheme())
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && "".equals(url.getRawPath())
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
