package dev.symbolon.operator.learn;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.core.browser.Visitor;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.operator.inspector.Rehearsal;
import dev.symbolon.operator.inspector.Rehearsal.Heard;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One who asks: a browser with its cookies, or an app that has none. */
final class Walker {

    private final Rehearsal server;
    private final Tenant tenant;
    private final Visitor browser = new Visitor();

    Walker(Rehearsal server, Tenant tenant) {
        this.server = server;
        this.tenant = tenant;
    }

    /**
     * GET.
     *
     * @param address a path of the tenant's or of its host, or the whole address
     */
    Heard get(String address) {
        return ask("GET", address, "", Map.of());
    }

    /** GET with an access token. */
    Heard get(String address, String accessToken) {
        return get(address, Map.of("authorization", "Bearer " + accessToken));
    }

    /** GET with headers, their names in small letters. */
    Heard get(String address, Map<String, String> headers) {
        return ask("GET", address, "", headers);
    }

    /** POST of a form. */
    Heard post(String path, Map<String, String> form) {
        return post(path, form, Map.of());
    }

    /** POST of a form with headers, their names in small letters. */
    Heard post(String path, Map<String, String> form, Map<String, String> headers) {
        return ask("POST", path, Parameters.of(form).encoded(), headers);
    }

    /** Sends the only form of a page back, filled in. */
    Heard submit(Heard page, String path, Map<String, String> filledIn) {
        Map<String, String> form =
                Visitor.hidden(new String(page.response().body(), StandardCharsets.UTF_8));
        form.putAll(filledIn);
        return post(path, form);
    }

    /** Goes where the answer sends it. */
    Heard follow(Heard redirect) {
        return get(redirect.response().header("location").orElse("/"));
    }

    private Heard ask(String method, String address, String body, Map<String, String> more) {
        String issuer = tenant.issuer().toString();
        String origin = tenant.origin();
        String path =
                address.startsWith(origin)
                        ? address.substring(origin.length())
                        : address.startsWith(tenant.basePath() + "/")
                                ? address
                                : issuer.substring(origin.length()) + address;
        int question = path.indexOf('?');
        Map<String, List<String>> headers = new LinkedHashMap<>();
        more.forEach((name, value) -> headers.put(name, List.of(value)));
        browser.cookies().ifPresent(cookies -> headers.put("cookie", List.of(cookies)));
        if (method.equals("POST")) {
            headers.put("content-type", List.of(Request.FORM));
        }
        Heard heard =
                server.ask(
                        new Request(
                                method,
                                tenant.issuer().getScheme(),
                                tenant.issuer().getRawAuthority(),
                                question < 0 ? path : path.substring(0, question),
                                question < 0 ? "" : path.substring(question + 1),
                                headers,
                                "127.0.0.1",
                                body.getBytes(StandardCharsets.UTF_8)));
        heard.response().headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("set-cookie"))
                .forEach(header -> browser.keep(header.value()));
        return heard;
    }
}
