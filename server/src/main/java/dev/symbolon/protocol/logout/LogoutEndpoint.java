package dev.symbolon.protocol.logout;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.browser.SignOutView;
import dev.symbolon.core.browser.SignedOutView;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.session.Session;
import dev.symbolon.identity.session.Sessions;
import dev.symbolon.identity.session.SigningOut;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RP-Initiated Logout §2. The app that the person signed in to may sign them out at once: its ID
 * token names the very session. Everyone else's request is a question to the person, so that no
 * link can sign anybody out.
 */
public final class LogoutEndpoint implements Exchange.Endpoint {

    private static final String CONFIRM = "/oauth/logout/confirm";

    /** The form carries the flow that it goes on with, and its token says that it is ours. */
    private static final String FLOW = "flow";

    private final Clients clients;
    private final Keys keys;
    private final Sessions sessions;
    private final Accounts accounts;
    private final FormGuard formGuard;
    private final Screen screen;
    private final SigningOut signingOut;

    public LogoutEndpoint(
            Clients clients,
            Keys keys,
            Sessions sessions,
            Accounts accounts,
            FormGuard formGuard,
            Screen screen,
            SigningOut signingOut) {
        this.clients = clients;
        this.keys = keys;
        this.sessions = sessions;
        this.accounts = accounts;
        this.formGuard = formGuard;
        this.screen = screen;
        this.signingOut = signingOut;
    }

    @Override
    public Response handle(Exchange exchange) {
        boolean post = exchange.request().isPost();
        // Another site's form comes without the cookie, so nobody knows yet who is signed in.
        boolean unknown = post && !sessions.isPresented(exchange);
        Optional<Response> again = unknown ? exchange.asGet() : Optional.empty();
        if (again.isPresent()) {
            return again.get();
        }
        Parameters parameters = post ? exchange.request().form() : exchange.request().query();
        LogoutRequest request = LogoutRequest.of(exchange, parameters, clients, keys);
        @Nullable Session session = sessions.current(exchange).orElse(null);
        exchange.trace().knows("account_id", session == null ? null : session.accountId());
        boolean mayEnd = session == null ? !unknown : session.sid().equals(request.sid());
        return mayEnd
                ? signOut(exchange, request, session)
                : ask(exchange, request, parameters, session);
    }

    /** The person answers on our page. */
    public Response confirm(Exchange exchange) {
        Parameters form = exchange.request().form();
        String flow = form.first(FLOW).orElse("");
        formGuard.check(exchange, form, CONFIRM + ' ' + flow);
        FlowId.parse(flow).ifPresent(exchange.trace()::continues);
        Parameters carried = form.only(LogoutRequest.PARAMETERS);
        LogoutRequest request = LogoutRequest.of(exchange, carried, clients, keys);
        if (form.first("action").filter("sign-out"::equals).isEmpty()) {
            return screen.show(
                    exchange,
                    new SignedOutView(false, name(exchange, request), address(request), List.of()));
        }
        return signOut(exchange, request, sessions.current(exchange).orElse(null));
    }

    private Response ask(
            Exchange exchange,
            LogoutRequest request,
            Parameters parameters,
            @Nullable Session session) {
        exchange.trace().note("decision", "AskPerson");
        BrowserCookie browser = BrowserCookie.of(exchange);
        String flow = exchange.trace().flow().value();
        Optional<Account> account =
                Optional.ofNullable(session)
                        .flatMap(found -> accounts.find(exchange.tenant(), found.accountId()));
        List<Map.Entry<String, String>> carried = new ArrayList<>();
        parameters
                .only(LogoutRequest.PARAMETERS)
                .values()
                .forEach((name, values) -> carried.add(Map.entry(name, values.getFirst())));
        carried.add(Map.entry(FLOW, flow));
        return screen.show(
                        exchange,
                        new SignOutView(
                                CONFIRM,
                                formGuard.token(exchange, browser, CONFIRM + ' ' + flow),
                                carried,
                                name(exchange, request),
                                account.map(Account::displayName).orElse(null),
                                account.map(Account::email).orElse(null),
                                address(request)))
                .with(browser.cookie());
    }

    private Response signOut(Exchange exchange, LogoutRequest request, @Nullable Session session) {
        return signingOut.of(exchange, session, name(exchange, request), address(request));
    }

    private @Nullable String name(Exchange exchange, LogoutRequest request) {
        Client client = request.client();
        var language = screen.texts(exchange).locale();
        return client == null ? null : client.name(List.of(language));
    }

    private static @Nullable URI address(LogoutRequest request) {
        return request.returnTo() == null ? null : URI.create(request.returnTo());
    }
}
