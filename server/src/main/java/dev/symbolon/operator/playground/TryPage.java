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
import dev.symbolon.operator.inspector.FlowView;
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

    /** What an answer adds to the redirect URI (RFC 6749 §4.1.2, RFC 9207). */
    private static final String ANSWER = "[?&](?:code|state|iss)=.*";

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
        return page(exchange, draft, Run.NOTHING, null, problem);
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
        Run run = Run.unpacked(form.first("run").orElse(""));
        if (form.first("action").filter("send"::equals).isEmpty()) {
            return page(exchange, draft, run, null, null);
        }
        Heard heard = server.ask(request(exchange, draft));
        return page(exchange, draft, run.and(answered(draft, heard)), heard.response(), null);
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

    private Run.Answered answered(Draft draft, Heard heard) {
        Response response = heard.response();
        String type = response.header("content-type").orElse("");
        StringBuilder headers = new StringBuilder();
        for (Response.Header header : response.headers()) {
            if (!header.name().equalsIgnoreCase("set-cookie")
                    && !header.name().equalsIgnoreCase("content-security-policy")) {
                headers.append(header.name()).append(": ").append(header.value()).append('\n');
            }
        }
        return new Run.Answered(
                draft.kind().label(),
                response.status(),
                headers.toString(),
                type.startsWith("application/json")
                        ? Json.pretty(json(response))
                        : type.startsWith("text/html") ? "(a page for the person)" : "",
                heard.step() == null ? null : inspector.texts().text(heard.step()));
    }

    private List<TryView.Answer> shown(Run run) {
        List<TryView.Answer> shown = new ArrayList<>();
        for (Run.Answered answer : run.answers()) {
            int number = shown.size() + 1;
            shown.add(
                    new TryView.Answer(
                            number,
                            answer.title(),
                            answer.status(),
                            answer.headers(),
                            answer.body(),
                            answer.step() == null ? null : step(number, answer.step())));
        }
        return shown.reversed();
    }

    private FlowView.@Nullable StepView step(int number, String text) {
        try {
            return FlowReader.step(number, inspector.texts().read(text));
        } catch (RuntimeException tampered) {
            // It came from the form, and somebody has changed it there.
            return null;
        }
    }

    /** Where the server wants to show the person a page of ours. */
    private static @Nullable String pageOf(Tenant tenant, @Nullable String location) {
        return location != null
                        && (location.startsWith("/") || location.startsWith(tenant.url("/")))
                ? location
                : null;
    }

    private List<TryView.Next> next(Tenant tenant, Draft draft, Response response) {
        List<TryView.Next> next = new ArrayList<>();
        String location = response.header("location").orElse(null);
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
                                                    location.replaceFirst(ANSWER, ""),
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

    /**
     * @param latest what has just been answered; absent where nothing was sent
     */
    private Response page(
            Exchange exchange,
            @Nullable Draft draft,
            Run run,
            @Nullable Response latest,
            @Nullable String problem) {
        Tenant tenant = exchange.tenant();
        BrowserCookie browser = BrowserCookie.of(exchange);
        TryView view =
                new TryView(
                        Choices.of(tenant, clients),
                        guard.token(exchange, browser, FORM),
                        draft,
                        shown(run),
                        latest == null
                                ? null
                                : pageOf(tenant, latest.header("location").orElse(null)),
                        latest == null || draft == null ? List.of() : next(tenant, draft, latest),
                        run.packed(),
                        problem);
        Response page = screen.show(exchange, view);
        List<Response.Header> cookies =
                latest == null
                        ? List.of()
                        : latest.headers().stream()
                                .filter(header -> header.name().equalsIgnoreCase("set-cookie"))
                                .toList();
        if (cookies.isEmpty()) {
            return page.with(browser.cookie());
        }
        for (Response.Header cookie : cookies) {
            page = page.with(cookie.name(), cookie.value());
        }
        return page;
    }
}
