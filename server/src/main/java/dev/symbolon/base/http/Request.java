package dev.symbolon.base.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, read whole before an endpoint sees it (bodies are limited, see {@link
 * HttpSettings}).
 *
 * @param method in capitals: GET, POST, …
 * @param scheme http or https, as the sender's side saw it (a trusted proxy's word counts)
 * @param host the authority, with its port where it was sent; as the sender's side saw it
 * @param path the raw path, not decoded, without the query, beginning with a slash
 * @param rawQuery without its question mark; empty where there is none
 * @param headers names in small letters
 * @param remoteAddress the sender's address, behind trusted proxies the first untrusted one
 * @param body empty where there is none
 * @param clientCertificate what the sender showed in the TLS handshake; absent where it was not
 *     asked for or showed none
 */
public record Request(
        String method,
        String scheme,
        String host,
        String path,
        String rawQuery,
        Map<String, List<String>> headers,
        String remoteAddress,
        byte[] body,
        @Nullable ClientCertificate clientCertificate) {

    public static final String FORM = "application/x-www-form-urlencoded";

    public static final String JSON = "application/json";

    /** A request without a certificate. */
    public Request(
            String method,
            String scheme,
            String host,
            String path,
            String rawQuery,
            Map<String, List<String>> headers,
            String remoteAddress,
            byte[] body) {
        this(method, scheme, host, path, rawQuery, headers, remoteAddress, body, null);
    }

    /** The same request at another path: what a router leaves after it took its prefix. */
    public Request at(String newPath) {
        return new Request(
                method,
                scheme,
                host,
                newPath,
                rawQuery,
                headers,
                remoteAddress,
                body,
                clientCertificate);
    }

    Request with(byte[] newBody) {
        return new Request(
                method,
                scheme,
                host,
                path,
                rawQuery,
                headers,
                remoteAddress,
                newBody,
                clientCertificate);
    }

    public boolean isPost() {
        return method.equals("POST");
    }

    /** The first header of that name; nothing where there is none. Names in any case. */
    public Optional<String> header(String name) {
        List<String> values = headerValues(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    public List<String> headerValues(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /**
     * The query's parameters.
     *
     * @throws HttpError 400 where they cannot be read
     */
    public Parameters query() {
        // What they were has been lost with the bytes: an address has none of them (RFC 3986 §2).
        if (rawQuery.chars().anyMatch(c -> c >= 0x80)) {
            throw new HttpError(
                    HttpError.Fault.UTF_8, "What is not ASCII must be percent-encoded in a query.");
        }
        return Parameters.parse(rawQuery);
    }

    /**
     * What stands behind a scheme in the Authorization headers (RFC 9110 §11.6.2); the scheme's
     * name counts in any case.
     */
    public List<String> credentials(String scheme) {
        String start = scheme + " ";
        return headerValues("authorization").stream()
                .filter(header -> header.regionMatches(true, 0, start, 0, start.length()))
                .map(header -> header.substring(start.length()).strip())
                .toList();
    }

    /** Whether the body says that it is a form; parameters of the media type do not matter. */
    public boolean hasForm() {
        return isOfType(FORM);
    }

    /** Whether the body says that it is JSON, likewise. */
    public boolean hasJson() {
        return isOfType(JSON);
    }

    private boolean isOfType(String expected) {
        @Nullable String type = header("content-type").orElse(null);
        if (type == null) {
            return false;
        }
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon))
                .strip()
                .equalsIgnoreCase(expected);
    }

    /**
     * The body's form; empty where the body is something else.
     *
     * @throws HttpError 400 where the form is broken, or no UTF-8
     */
    public Parameters form() {
        return hasForm() ? Parameters.parse(PercentEncoding.utf8(body)) : Parameters.NONE;
    }

    /**
     * RFC 6265 §5.4; the first cookie of that name, as the browser puts the most specific first.
     */
    public Optional<String> cookie(String name) {
        for (String header : headerValues("cookie")) {
            int start = 0;
            while (start < header.length()) {
                int end = header.indexOf(';', start);
                end = end < 0 ? header.length() : end;
                int equals = header.indexOf('=', start);
                if (equals >= 0
                        && equals < end
                        && header.substring(start, equals).strip().equals(name)) {
                    return Optional.of(header.substring(equals + 1, end).strip());
                }
                start = end + 1;
            }
        }
        return Optional.empty();
    }
}
