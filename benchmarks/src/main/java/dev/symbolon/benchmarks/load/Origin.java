package dev.symbolon.benchmarks.load;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of a URL. */
record Origin(boolean secure, String host, int port) {

    static Origin of(URI url) {
        boolean secure = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        return new Origin(secure, url.getHost().toLowerCase(Locale.ROOT), port);
    }

    /** As the Host header has it. */
    String authority() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }

    /** As the Origin header has it. */
    String header() {
        return (secure ? "https://" : "http://") + authority();
    }
}
