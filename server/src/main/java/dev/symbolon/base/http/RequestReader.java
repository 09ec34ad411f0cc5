package dev.symbolon.base.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.Headers;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.http.RoutingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes our {@link Request} of the library's: whole, limited, and with the true sender. */
final class RequestReader {

    private static final byte[] NO_BODY = new byte[0];

    private final int maxBody;
    private final int maxHeaders;
    private final TrustedProxies proxies;
    private final boolean asksForCertificates;
    private final boolean believesClientCert;

    RequestReader(HttpSettings settings, TrustedProxies proxies, boolean asksForCertificates) {
        this.maxBody = settings.maxBodyBytes();
        this.maxHeaders = settings.maxHeaders();
        this.proxies = proxies;
        this.asksForCertificates = asksForCertificates;
        this.believesClientCert = settings.clientCertHeader();
    }

    /**
     * The request without its body.
     *
     * @throws HttpError 400 or 431
     */
    Request head(RoutingRequest request, WatchedContext context) {
        Headers headers = request.headers();
        if (headers.size() > maxHeaders) {
            throw new HttpError(431, "Too many headers.");
        }
        Map<String, List<String>> view = new HeaderView(headers);
        String scheme = request.isSecure() ? "https" : "http";
        String path = request.prologue().uriPath().rawPath();
        @Nullable String authority = request.authority();
        if (!path.startsWith("/")) {
            // RFC 9112 §3.2.2: the absolute form names the host, whatever the Host header says.
            int start = path.indexOf("://");
            int end = start < 0 ? -1 : path.indexOf('/', start + 3);
            if (start < 0) {
                throw HttpError.badRequest("The request's target must be a path.");
            }
            authority = end < 0 ? path.substring(start + 3) : path.substring(start + 3, end);
            path = end < 0 ? "/" : path.substring(end);
        }
        if (authority == null || authority.isEmpty()) {
            throw HttpError.badRequest("The request must name a host.");
        }
        Sender sender =
                sender(
                        context,
                        new Sender(context.connection().peerText(), scheme, authority),
                        view);
        return new Request(
                request.prologue().method().text(),
                sender.scheme(),
                sender.host(),
                path,
                request.prologue().query().rawValue(),
                view,
                sender.address(),
                NO_BODY,
                certificate(request, context, view));
    }

    /** Of the connection; or by the word of the proxy at its other end, and of no other. */
    private @Nullable ClientCertificate certificate(
            RoutingRequest request, WatchedContext context, Map<String, List<String>> headers) {
        if (asksForCertificates) {
            return request.remotePeer().tlsCertificates().map(RequestReader::shown).orElse(null);
        }
        return believesClientCert && proxies.trusts(context.connection().peer().getAddress())
                ? ClientCertHeader.read(headers).orElse(null)
                : null;
    }

    private static ClientCertificate shown(Certificate[] chain) {
        List<X509Certificate> all = Arrays.stream(chain).map(X509Certificate.class::cast).toList();
        return new ClientCertificate(all.getFirst(), all.subList(1, all.size()));
    }

    private Sender sender(
            WatchedContext context, Sender direct, Map<String, List<String>> headers) {
        ProxyProtocolData proxied = context.proxyProtocolData().orElse(null);
        if (proxied == null || proxied.sourceAddress().isEmpty()) {
            return proxies.behind(context.connection().peer().getAddress(), direct, headers);
        }
        InetAddress source;
        try {
            source = InetAddress.ofLiteral(proxied.sourceAddress());
        } catch (IllegalArgumentException _) {
            return direct;
        }
        return proxies.behind(
                source,
                new Sender(source.getHostAddress(), direct.scheme(), direct.host()),
                headers);
    }

    /**
     * Reads the request to its end. The library's own refusals of a body become ours; it knows
     * several, and some are bugs.
     *
     * @throws HttpError 400 or 413
     */
    byte[] body(RoutingRequest request, WatchedContext context) {
        OptionalLong length = request.headers().contentLength();
        // Before the body is touched: a sender who asked whether to go on is told not to.
        if (length.orElse(0) > maxBody) {
            throw tooLarge();
        }
        if (!request.content().hasEntity()) {
            return NO_BODY;
        }
        context.inChunks(length.isEmpty());
        try {
            return bytes(request.content().inputStream(), length);
        } catch (Connection.TooMuch endless) {
            throw tooLarge();
        } catch (HttpError | CloseConnectionException known) {
            throw known;
        } catch (RequestException refused) {
            throw malformed();
        } catch (DataReader.InsufficientDataAvailableException gone) {
            throw new CloseConnectionException("Gone within the body", gone);
        } catch (IOException | IllegalArgumentException | DataReader.IncorrectNewLineException _) {
            throw malformed();
        } finally {
            context.inChunks(false);
        }
    }

    /** The stream is not closed: closing would wait for the rest of what has been refused. */
    private byte[] bytes(InputStream in, OptionalLong length) throws IOException {
        if (length.isEmpty()) {
            byte[] body = in.readNBytes(maxBody + 1);
            if (body.length > maxBody) {
                throw tooLarge();
            }
            return body;
        }
        byte[] body = new byte[(int) length.getAsLong()];
        if (in.readNBytes(body, 0, body.length) < body.length) {
            throw new HttpError(HttpError.Fault.BODY, "The body ended early.");
        }
        return body;
    }

    private static HttpError malformed() {
        return new HttpError(HttpError.Fault.BODY, "The body is malformed.");
    }

    private HttpError tooLarge() {
        return new HttpError(
                HttpError.Fault.BODY_SIZE,
                "The body must not be larger than " + maxBody + " bytes.");
    }
}
