package dev.symbolon.core.tenant;

import dev.symbolon.base.http.Cookie;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser before one tenant, for tests below HTTP: it keeps cookies and sends them back. */
public final class TestBrowser {

    public static final Tenant TENANT = new Tenant(Tenant.FIRST, URI.create("https://id.example"));
    public static final Tenant OTHER =
            new Tenant("other", URI.create("https://id.example/t/other"));

    private final Tenant tenant;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String address = "203.0.113.7";

    public TestBrowser(Tenant tenant) {
        this.tenant = tenant;
    }

    public TestBrowser() {
        this(TENANT);
    }

    /** Sends from now on from this address. */
    public TestBrowser at(String remoteAddress) {
        address = remoteAddress;
        return this;
    }

    /** A browser of another tenant's pages that sends these cookies too. */
    public TestBrowser before(Tenant other) {
        TestBrowser same = new TestBrowser(other).at(address);
        same.cookies.putAll(cookies);
        return same;
    }

    /** The same cookies in another place: what a thief of them has. */
    public TestBrowser copy() {
        return before(tenant);
    }

    /** A request of this browser. */
    public Exchange exchange() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put(
                "user-agent",
                List.of("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"));
        if (!cookies.isEmpty()) {
            headers.put(
                    "cookie",
                    List.of(
                            cookies.entrySet().stream()
                                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                                    .collect(Collectors.joining("; "))));
        }
        return new Exchange(
                tenant,
                new Request("GET", "https", "id.example", "/", "", headers, address, new byte[0]),
                new Trace(FlowId.random()));
    }

    /** Keeps what the server set. */
    public TestBrowser keep(Cookie cookie) {
        return keep(Response.empty(200).with(cookie));
    }

    /** Keeps what the server set, and forgets what it took away. */
    public TestBrowser keep(Response response) {
        for (Response.Header header : response.headers()) {
            if (header.name().equals("Set-Cookie")) {
                String pair = header.value().split(";", 2)[0];
                int equals = pair.indexOf('=');
                if (header.value().contains("Max-Age=0;")) {
                    cookies.remove(pair.substring(0, equals));
                } else {
                    cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
                }
            }
        }
        return this;
    }

    public Map<String, String> cookies() {
        return Map.copyOf(cookies);
    }
}
