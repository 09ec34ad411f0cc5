package dev.symbolon.identity.selfservice;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.consent.Consents;
import dev.symbolon.identity.session.Session;
import dev.symbolon.identity.session.Sessions;
import dev.symbolon.identity.session.SigningOut;
import dev.symbolon.identity.signin.UserCodes;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /account}: what a person sees of their account, and the buttons that end a session or the
 * access of an app. Who is not signed in signs in first.
 */
public final class AccountPage {

    private static final String PATH = "/account";

    /** What {@code ?done=} may say; anything else says nothing. */
    private static final Map<String, String> DONE =
            Map.of(
                    "session", "account.done.session",
                    "app", "account.done.app",
                    "allowed", "account.done.allowed",
                    "refused", "account.done.refused",
                    "user-code", "account.done.usercode",
                    "no-user-code", "account.done.nousercode");

    /** What {@code ?problem=} may say. */
    private static final Map<String, String> PROBLEMS =
            Map.of("user-code", "account.problem.usercode");

    private final Screen screen;
    private final FormGuard guard;
    private final Interactions interactions;
    private final Sessions sessions;
    private final SigningOut signingOut;
    private final Accounts accounts;
    private final Consents consents;
    private final UserCodes userCodes;
    private final AccountOverview overview;

    public AccountPage(
            Screen screen,
            FormGuard guard,
            Interactions interactions,
            Sessions sessions,
            SigningOut signingOut,
            Accounts accounts,
            Consents consents,
            UserCodes userCodes,
            AccountOverview overview) {
        this.screen = screen;
        this.guard = guard;
        this.interactions = interactions;
        this.sessions = sessions;
        this.signingOut = signingOut;
        this.accounts = accounts;
        this.consents = consents;
        this.userCodes = userCodes;
        this.overview = overview;
    }

    /** GET. */
    public Response show(Exchange exchange) {
        Parameters query = exchange.request().query();
        Optional<Session> session = sessions.current(exchange);
        Optional<Account> account =
                session.flatMap(found -> accounts.find(exchange.tenant(), found.accountId()));
        if (session.isEmpty() || account.isEmpty()) {
            return signInFirst(exchange);
        }
        if (query.first("interaction").isPresent()) {
            query.first("interaction")
                    .flatMap(id -> interactions.of(exchange, id))
                    .ifPresent(interactions::finish);
            return to(exchange, "");
        }
        BrowserCookie browser = BrowserCookie.of(exchange);
        AccountView view =
                new AccountView(
                        guard.token(exchange, browser, form(session.get())),
                        account.get().displayName(),
                        account.get().hint(),
                        overview.requests(exchange, account.get()),
                        overview.apps(exchange, account.get()),
                        overview.browsers(exchange, session.get()),
                        userCodes.isSet(exchange.tenant(), account.get().id()),
                        query.first("done").map(DONE::get).orElse(null),
                        query.first("problem").map(PROBLEMS::get).orElse(null));
        return screen.show(exchange, view).with(browser.cookie());
    }

    /** POST. */
    public Response submit(Exchange exchange) {
        Parameters form = exchange.request().form();
        Optional<Session> session = sessions.current(exchange);
        if (session.isEmpty()) {
            return to(exchange, "");
        }
        guard.check(exchange, form, form(session.get()));
        return act(exchange, session.get(), form);
    }

    private Response act(Exchange exchange, Session current, Parameters form) {
        Tenant tenant = exchange.tenant();
        return switch (form.first("action").orElse("")) {
            case "sign-out" -> signedOut(exchange, current);
            case "sign-out-everywhere" -> {
                Response page = signedOut(exchange, current);
                sessions.endAll(tenant, current.accountId());
                yield page;
            }
            case "end-session" -> {
                String ended = form.first("session").orElse("");
                if (ended.equals(current.id())) {
                    yield signedOut(exchange, current);
                }
                sessions.endOf(tenant, current.accountId(), ended);
                yield to(exchange, "?done=session");
            }
            case "disconnect" -> {
                consents.withdraw(tenant, current.accountId(), form.first("app").orElse(""));
                yield to(exchange, "?done=app");
            }
            case "set-user-code" -> {
                String typed = form.first("user_code").orElse("");
                boolean set = userCodes.set(exchange.trace(), tenant, current.accountId(), typed);
                yield to(exchange, set ? "?done=user-code" : "?problem=user-code");
            }
            case "remove-user-code" -> {
                userCodes.remove(tenant, current.accountId());
                yield to(exchange, "?done=no-user-code");
            }
            default -> to(exchange, "");
        };
    }

    private Response signedOut(Exchange exchange, Session current) {
        return signingOut.of(exchange, current, null, null);
    }

    private Response signInFirst(Exchange exchange) {
        return interactions
                .begin(exchange, Ask.NOTHING, PATH + "?interaction={id}", "{}")
                .redirect(exchange, "/sign-in?interaction={id}");
    }

    /** A form that one session was shown does nothing in the next. */
    private static String form(Session session) {
        return "account " + session.id();
    }

    private static Response to(Exchange exchange, String query) {
        return Response.redirect(exchange.tenant().basePath() + PATH + query);
    }
}
