package dev.symbolon.operator.playground;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.operator.inspector.Choices;
import dev.symbolon.operator.inspector.FlowReader;
import dev.symbolon.operator.inspector.Inspector;
import dev.symbolon.operator.inspector.Rehearsal;
import dev.symbolon.operator.inspector.Rehearsal.Heard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /inspect/try}: put a request together, see it before it goes, send it to this very server,
 * and read the answer with the rules that were checked. It goes as whoever is signed in in this
 * browser, and as nobody else: what needs a person's yes needs it here, too.
 */
public final class TryPage {

    private static final String FORM = "try";

    private final Screen screen;
    private final FormGuard guard;
    private final Inspector inspector;
    private final Clients clients;
    private final Rehearsal server;

    public TryPage(
            Screen screen,
            FormGuard guard,
            Inspector inspector,
            Clients clients,
            Rehearsal server) {
        this.screen = screen;
        this.guard = guard;
        this.inspector = inspector;
        this.clients = clients;
        this.server = server;
    }

    /** GET: a client may be chosen. */
    public Response show(Exchange exchange) {
        inspector.requireViewer(exchange);
        String id = exchange.request().query().first("client").orElse("").strip();
        Optional<Client> client = clients.find(exchange.tenant(), id);
        Draft draft =
                client.map(known ->
                                known.mayUse("authorization_code")
                                        ? Draft.authorization(known)
                                        : Draft.clientCredentials(known))
                        .orElse(null);
        String problem = id.isEmpty() || draft != null ? null : "There is no such client.";
        return page(exchange, draft, null, problem, List.of());
    }

    /** POST: shows the request anew, or sends it. */
    public Response submit(Exchange exchange) {
        inspector.requireViewer(exchange);
        Parameters form = exchange.request().form();
        guard.check(exchange, form, FORM);
        Draft draft =
                new Draft(
                        Kind.of(form.first("kind").orElse("")).orElse(Kind.AUTHORIZE),
                        form.first("client").orElse(""),
                        form.first("lines").orElse(""),
                        form.first("verifier").orElse(""));
        if (form.first("action").filter("send"::equals).isEmpty()) {
            return page(exchange, draft, null, null, List.of());
        }
        Heard heard = server.ask(request(exchange, draft));
        List<Response.Header> cookies =
                heard.response().headers().stream()
                        .filter(header -> header.name().equalsIgnoreCase("set-cookie"))
                        .toList();
        return page(exchange, draft, result(exchange.tenant(), draft, heard), null, cookies);
    }

    /** With the cookies of the browser at hand, which it would send there itself. */
    private static Request request(Exchange exchange, Draft draft) {
        Tenant tenant = exchange.tenant();
        boolean get = draft.kind().method().equals("GET");
        String encoded = draft.parameters().encoded();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        List<String> cookies = exchange.request().headerValues("cookie");
        if (get && !cookies.isEmpty()) {
            headers.put("cookie", cookies);
        }
        if (!get) {
            headers.put("content-type", List.of(Request.FORM));
        }
        return new Request(
                draft.kind().method(),
                exchange.request().scheme(),
                exchange.request().host(),
                tenant.basePath() + draft.kind().path(),
                get ? encoded : "",
                headers,
                exchange.request().remoteAddress(),
                get ? new byte[0] : encoded.getBytes(StandardCharsets.UTF_8));
    }

    private TryView.Result result(Tenant tenant, Draft draft, Heard heard) {
        Response response = heard.response();
        String location = response.header("location").orElse(null);
        boolean ours =
                location != null
                        && (location.startsWith("/") || location.startsWith(tenant.url("/")));
        String type = response.header("content-type").orElse("");
        StringBuilder headers = new StringBuilder();
        for (Response.Header header : response.headers()) {
            if (!header.name().equalsIgnoreCase("set-cookie")
                    && !header.name().equalsIgnoreCase("content-security-policy")) {
                headers.append(header.name()).append(": ").append(header.value()).append('\n');
            }
        }
        return new TryView.Result(
                String.valueOf(response.status()),
                headers.toString(),
                type.startsWith("application/json")
                        ? Json.pretty(json(response))
                        : type.startsWith("text/html") ? "(a page for the person)" : "",
                ours ? location : null,
                heard.step() == null ? null : FlowReader.steps(List.of(heard.step())).getFirst(),
                next(tenant, draft, response, location));
    }

    private List<TryView.Next> next(
            Tenant tenant, Draft draft, Response response, @Nullable String location) {
        List<TryView.Next> next = new ArrayList<>();
        boolean isPublic = clients.find(tenant, draft.client()).map(Client::isPublic).orElse(true);
        if (draft.kind() == Kind.AUTHORIZE && location != null && location.contains("?")) {
            Parameters.parse(location.substring(location.indexOf('?') + 1))
                    .first("code")
                    .ifPresent(code ->
                            next.add(
                                    new TryView.Next(
                                            "Exchange the code for tokens",
                                            Draft.redemption(
                                                    draft.client(),
                                                    isPublic,
                                                    draft.parameters(),
                                                    code,
                                                    draft.verifier()))));
        }
        if (draft.kind() == Kind.PUSH
                && json(response).get("request_uri") instanceof String requestUri) {
            next.add(
                    new TryView.Next(
                            "Send the browser with its request_uri",
                            Draft.pushed(draft.client(), requestUri, draft.verifier())));
        }
        if (draft.kind() == Kind.TOKEN && response.status() == 200) {
            Map<String, Object> tokens = json(response);
            if (tokens.containsKey("id_token")) {
                next.add(
                        new TryView.Next(
                                "Ask who the person is",
                                Draft.userinfo(
                                        draft.client(),
                                        String.valueOf(tokens.get("access_token")))));
            }
            if (tokens.get("refresh_token") instanceof String refreshToken) {
                next.add(
                        new TryView.Next(
                                "Refresh the tokens",
                                Draft.refresh(draft.client(), isPublic, refreshToken)));
            }
        }
        return next;
    }

    private static Map<String, Object> json(Response response) {
        try {
            return Json.object(new String(response.body(), StandardCharsets.UTF_8));
        } catch (Json.Malformed other) {
            return Map.of();
        }
    }

    private Response page(
            Exchange exchange,
            @Nullable Draft draft,
            TryView.@Nullable Result result,
            @Nullable String problem,
            List<Response.Header> cookies) {
        BrowserCookie browser = BrowserCookie.of(exchange);
        TryView view =
                new TryView(
                        Choices.of(exchange.tenant(), clients),
                        guard.token(exchange, browser, FORM),
                        draft,
                        result,
                        problem);
        Response page = screen.show(exchange, view);
        if (cookies.isEmpty()) {
            return page.with(browser.cookie());
        }
        for (Response.Header cookie : cookies) {
            page = page.with(cookie.name(), cookie.value());
        }
        return page;
    }
}
