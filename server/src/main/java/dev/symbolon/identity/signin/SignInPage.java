package dev.symbolon.identity.signin;

import dev.symbolon.base.html.View;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.http.RetryAfter;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.BrowserRules;
import dev.symbolon.core.browser.Destination;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.interaction.AppLinks;
import dev.symbolon.core.interaction.AppLogos;
import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.session.Session;
import dev.symbolon.identity.session.Sessions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sign-in?interaction=…}: asks who the person is (Core §3.1.2.3), and returns to whoever
 * began the interaction, which decides anew. With {@code &ask=again} it fills in who is signed in;
 * with {@code &ask=choose} it asks whether to go on as who is signed in. What is in the address
 * decides nothing: whoever changes it is asked again.
 */
public final class SignInPage {

    private static final String ATTEMPTS = "symbolon.sign_in.attempts";
    private static final String OUTCOME = "symbolon.sign_in.outcome";

    private final Screen screen;
    private final FormGuard guard;
    private final AppLogos logos;
    private final Interactions interactions;
    private final Sessions sessions;
    private final Accounts accounts;
    private final PasswordFactor passwords;
    private final Metrics metrics;
    private final boolean signUp;

    /**
     * @param signUp whether people may make accounts themselves
     */
    public SignInPage(
            Screen screen,
            FormGuard guard,
            AppLogos logos,
            Interactions interactions,
            Sessions sessions,
            Accounts accounts,
            PasswordFactor passwords,
            Metrics metrics,
            boolean signUp) {
        this.screen = screen;
        this.guard = guard;
        this.logos = logos;
        this.interactions = interactions;
        this.sessions = sessions;
        this.accounts = accounts;
        this.passwords = passwords;
        this.metrics = metrics;
        this.signUp = signUp;
    }

    /** GET. */
    public Response show(Exchange exchange) {
        Parameters query = exchange.request().query();
        Interaction interaction = open(exchange, query).orElseThrow(() -> ended(exchange));
        return switch (query.first("ask").orElse("")) {
            case "choose" ->
                    signedIn(exchange)
                            .map(account -> choice(exchange, interaction, account))
                            .orElseGet(() -> question(exchange, interaction, ""));
            case "again" ->
                    question(
                            exchange,
                            interaction,
                            signedIn(exchange).map(Account::name).orElse(""));
            default -> question(exchange, interaction, "");
        };
    }

    /** POST. */
    public Response submit(Exchange exchange) {
        Parameters form = exchange.request().form();
        String account = form.first("account").orElse("");
        // Looked for first, so that a refusal speaks the person's language.
        Optional<Interaction> open = open(exchange, form);
        guard.check(exchange, form, form(form.first("interaction").orElse(""), account));
        Interaction interaction = open.orElseThrow(() -> ended(exchange));
        return switch (form.first("action").orElse("")) {
            case "cancel" -> cancel(exchange, interaction);
            case "continue" -> goOn(exchange, interaction, account);
            case "other" -> Response.redirect(address(exchange, interaction));
            default -> signIn(exchange, interaction, form);
        };
    }

    private Response signIn(Exchange exchange, Interaction interaction, Parameters form) {
        String login = form.first("login").orElse("").strip();
        String password = form.first("password").orElse("");
        if (login.isEmpty() || password.isEmpty()) {
            return question(exchange, interaction, login, "signin.missing", null);
        }
        return switch (attempt(exchange, login, Password.typed(password))) {
            case PasswordFactor.Outcome.Accepted accepted -> {
                var signedIn = sessions.begin(exchange, accepted.account(), accepted.amr());
                exchange.trace().note("account_id", accepted.account().id());
                interactions.signedIn(
                        interaction, accepted.account().id(), signedIn.session().id());
                yield signedIn.on(Response.redirect(interaction.returnsTo(exchange.tenant())));
            }
            case PasswordFactor.Outcome.Wrong() ->
                    question(exchange, interaction, login, "signin.wrong", null);
            case PasswordFactor.Outcome.Wait(Duration duration) ->
                    question(exchange, interaction, login, "signin.throttled", duration)
                            .with("Retry-After", RetryAfter.of(duration));
        };
    }

    /** Tries, and counts what came of it; never whose it was. */
    private PasswordFactor.Outcome attempt(Exchange exchange, String login, Password password) {
        try {
            PasswordFactor.Outcome outcome = passwords.attempt(exchange, login, password);
            metrics.count(ATTEMPTS, OUTCOME, outcome.name());
            return outcome;
        } catch (Refusal busy) {
            metrics.count(ATTEMPTS, OUTCOME, "busy");
            throw busy;
        }
    }

    /** With the account that the page named; where another or none is signed in now, anew. */
    private Response goOn(Exchange exchange, Interaction interaction, String account) {
        Optional<Session> session = sessions.current(exchange);
        if (session.isEmpty() || !session.get().accountId().equals(account)) {
            return Response.redirect(address(exchange, interaction) + "&ask=choose");
        }
        interactions.accountChosen(interaction, account);
        return Response.redirect(interaction.returnsTo(exchange.tenant()));
    }

    private Response cancel(Exchange exchange, Interaction interaction) {
        interactions.declined(interaction);
        return Response.redirect(interaction.leavesTo(exchange.tenant()));
    }

    /**
     * The first time.
     *
     * @param known who is likely to sign in; what the app says about them comes first
     */
    private Response question(Exchange exchange, Interaction interaction, String known) {
        @Nullable String hint = interaction.ask().loginHint();
        return question(exchange, interaction, hint == null ? known : hint, null, null);
    }

    private Response question(
            Exchange exchange,
            Interaction interaction,
            String login,
            @Nullable String problem,
            @Nullable Duration pause) {
        BrowserCookie browser = BrowserCookie.of(exchange);
        View view =
                new SignInView(
                        interaction.ask().clientName(),
                        logos.of(exchange.tenant(), interaction.ask()),
                        interaction.id(),
                        guard.token(exchange, browser, form(interaction.id(), "")),
                        login,
                        problem,
                        pause,
                        signUp,
                        AppLinks.of(interaction.ask()),
                        new Destination(interaction.ask().redirectUri()).policy());
        return screen.show(exchange, view).with(browser.cookie());
    }

    private Response choice(Exchange exchange, Interaction interaction, Account account) {
        BrowserCookie browser = BrowserCookie.of(exchange);
        View view =
                new ChooseAccountView(
                        interaction.ask().clientName(),
                        interaction.id(),
                        guard.token(exchange, browser, form(interaction.id(), account.id())),
                        account.id(),
                        account.displayName(),
                        account.hint(),
                        new Destination(interaction.ask().redirectUri()).policy());
        return screen.show(exchange, view).with(browser.cookie());
    }

    private Optional<Interaction> open(Exchange exchange, Parameters from) {
        return from.first("interaction").flatMap(id -> interactions.of(exchange, id));
    }

    private static Refusal ended(Exchange exchange) {
        return exchange.trace().refusal(BrowserRules.INTERACTION_OPEN);
    }

    private Optional<Account> signedIn(Exchange exchange) {
        return sessions.current(exchange)
                .flatMap(session -> accounts.find(exchange.tenant(), session.accountId()));
    }

    /** What one interaction asks, and of one person where it names one, is no other's answer. */
    private static String form(String interaction, String account) {
        return "sign-in " + interaction + " " + account;
    }

    private static String address(Exchange exchange, Interaction interaction) {
        return exchange.tenant().basePath() + "/sign-in?interaction=" + interaction.id();
    }
}
