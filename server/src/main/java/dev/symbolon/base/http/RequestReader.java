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

    RequestReader(HttpSettings settings, TrustedProxies proxies) {
        this.maxBody = settings.maxBodyBytes();
        this.maxHeaders = settings.maxHeaders();
        this.proxies = proxies;
    }

    /**
     * Reads the request to its end.
     *
     * @throws HttpError 400, 413 or 431
     */
    Request read(RoutingRequest request, WatchedContext context) {
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
        byte[] body = request.content().hasEntity() ? body(request, headers) : NO_BODY;
        return new Request(
                request.prologue().method().text(),
                sender.scheme(),
                sender.host(),
                path,
                request.prologue().query().rawValue(),
                view,
                sender.address(),
                body);
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

    /** The library's own refusals of a body become ours; it knows several, and some are bugs. */
    private byte[] body(RoutingRequest request, Headers headers) {
        try {
            return bytes(request.content().inputStream(), headers.contentLength());
        } catch (HttpError | CloseConnectionException known) {
            throw known;
        } catch (RequestException refused) {
            throw refused.status().code() == 413
                    ? tooLarge()
                    : HttpError.badRequest("The body is malformed.");
        } catch (DataReader.InsufficientDataAvailableException gone) {
            throw new CloseConnectionException("Gone within the body", gone);
        } catch (IOException | IllegalArgumentException | DataReader.IncorrectNewLineException _) {
            throw HttpError.badRequest("The body is malformed.");
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
        if (length.getAsLong() > maxBody) {
            throw tooLarge();
        }
        byte[] body = new byte[(int) length.getAsLong()];
        if (in.readNBytes(body, 0, body.length) < body.length) {
            throw HttpError.badRequest("The body ended early.");
        }
        return body;
    }

    private HttpError tooLarge() {
        return new HttpError(413, "The body must not be larger than " + maxBody + " bytes.");
    }
}
