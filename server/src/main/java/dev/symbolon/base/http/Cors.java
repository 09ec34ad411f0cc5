package dev.symbolon.base.http;

import java.util.Arrays;
import java.util.List;

/**
 * What scripts of other origins may do with an endpoint (Fetch §3.2). Data beside the route: {@link
 * #preflight} answers the browser's question, {@link #allow} marks the answer. Never with
 * credentials: the browser's cookies stay out, so nothing is given that its sender could not get
 * without the browser.
 */
public enum Cors {
    /** No other origin: pages, and the authorization endpoint, where a browser must navigate. */
    NONE("", ""),

    /** Public documents: discovery, JWKS. */
    PUBLIC("GET, HEAD", ""),

    /**
     * Endpoints that apps in a browser call with a token or a form: token, userinfo, revocation.
     */
    API(
            "GET, HEAD, POST",
            "Authorization, Content-Type, DPoP, OAuth-Client-Attestation, OAuth-Client-Attestation-PoP"),

    /** What an app registered, managed with a token of its own (RFC 7592). */
    MANAGED("GET, HEAD, PUT, DELETE", "Authorization, Content-Type");

    private static final String ANY = "*";

    /** What a script may read; RFC 9449 §8 and RFC 6750 §3 tell it something in these. */
    private static final String READABLE =
            "WWW-Authenticate, DPoP-Nonce, OAuth-Client-Attestation-Challenge, Retry-After";

    private static final String ONE_DAY = "86400";

    private final String methods;
    private final String requestHeaders;

    Cors(String methods, String requestHeaders) {
        this.methods = methods;
        this.requestHeaders = requestHeaders;
    }

    /** Whether the request only asks whether another may be sent. */
    public boolean isPreflight(Request request) {
        return this != NONE
                && request.method().equals("OPTIONS")
                && request.headers().containsKey("origin")
                && request.headers().containsKey("access-control-request-method");
    }

    /**
     * Those of the headers that the script wants to send which it may not; in small letters, as
     * browsers ask (Fetch, "CORS-preflight fetch").
     */
    public List<String> unknownHeaders(Request request) {
        return request.headerValues("access-control-request-headers").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(name ->
                        !name.isEmpty() && headers().stream().noneMatch(name::equalsIgnoreCase))
                .toList();
    }

    /** The headers that a script may send, beside those that need no leave. */
    public List<String> headers() {
        return requestHeaders.isEmpty() ? List.of() : List.of(requestHeaders.split(", "));
    }

    public Response preflight() {
        Response answer =
                Response.empty(204)
                        .with("Access-Control-Allow-Origin", ANY)
                        .with("Access-Control-Allow-Methods", methods)
                        .with("Access-Control-Max-Age", ONE_DAY);
        return requestHeaders.isEmpty()
                ? answer
                : answer.with("Access-Control-Allow-Headers", requestHeaders);
    }

    /** Lets the script read the answer, an error as well. Without Origin nothing is added. */
    public Response allow(Request request, Response response) {
        if (this == NONE || !request.headers().containsKey("origin")) {
            return response;
        }
        Response allowed = response.with("Access-Control-Allow-Origin", ANY);
        return this == PUBLIC ? allowed : allowed.with("Access-Control-Expose-Headers", READABLE);
    }
}
