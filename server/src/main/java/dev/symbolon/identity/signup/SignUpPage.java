package dev.symbolon.identity.signup;

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
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.session.Acr;
import dev.symbolon.identity.session.Sessions;
import dev.symbolon.identity.signin.Password;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sign-up?interaction=…}: makes an account, signs the person in to it and returns to
 * whoever began the interaction. Without one the person came by themselves, and ends at their
 * account page.
 */
public final class SignUpPage {

    public static final String PATH = "/sign-up";

    private static final String ATTEMPTS = "symbolon.sign_up.attempts";
    private static final String OUTCOME = "symbolon.sign_up.outcome";

    private final Screen screen;
    private final FormGuard guard;
    private final AppLogos logos;
    private final Interactions interactions;
    private final Sessions sessions;
    private final SignUps signUps;
    private final Metrics metrics;

    public SignUpPage(
            Screen screen,
            FormGuard guard,
            AppLogos logos,
            Interactions interactions,
            Sessions sessions,
            SignUps signUps,
            Metrics metrics) {
        this.screen = screen;
        this.guard = guard;
        this.logos = logos;
        this.interactions = interactions;
        this.sessions = sessions;
        this.signUps = signUps;
        this.metrics = metrics;
    }

    /** GET. */
    public Response show(Exchange exchange) {
        Parameters query = exchange.request().query();
        @Nullable Interaction interaction = open(exchange, query);
        requireOpen(exchange, query, interaction);
        @Nullable String hint = interaction == null ? null : interaction.ask().loginHint();
        return question(exchange, interaction, SignUpForm.hinted(hint), Map.of(), null, null);
    }

    /** POST. */
    public Response submit(Exchange exchange) {
        Parameters form = exchange.request().form();
        // Looked for first, so that a refusal speaks the person's language.
        @Nullable Interaction interaction = open(exchange, form);
        guard.check(exchange, form, form(form.first("interaction").orElse("")));
        requireOpen(exchange, form, interaction);
        if (interaction != null && form.first("action").orElse("").equals("cancel")) {
            interactions.declined(interaction);
            return Response.redirect(interaction.leavesTo(exchange.tenant()));
        }
        SignUpForm typed = SignUpForm.of(form);
        Password password = Password.typed(form.first("password").orElse(""));
        return switch (make(exchange, typed, password)) {
            case SignUps.Outcome.Made(Account account) -> welcome(exchange, interaction, account);
            case SignUps.Outcome.Wrong(Map<String, String> problems) ->
                    question(exchange, interaction, typed, problems, null, null);
            case SignUps.Outcome.Later(SignUpRule rule, Duration delay) ->
                    question(exchange, interaction, typed, Map.of(), notice(rule), delay)
                            .with("Retry-After", RetryAfter.of(delay));
        };
    }

    /** Tries, and counts what came of it; never who. */
    private SignUps.Outcome make(Exchange exchange, SignUpForm typed, Password password) {
        try {
            SignUps.Outcome outcome = signUps.make(exchange, typed, password);
            metrics.count(ATTEMPTS, OUTCOME, outcome.name());
            return outcome;
        } catch (Refusal busy) {
            metrics.count(ATTEMPTS, OUTCOME, "busy");
            throw busy;
        }
    }

    /** As after a sign-in by password, which it is: the session is new, and begins now. */
    private Response welcome(
            Exchange exchange, @Nullable Interaction interaction, Account account) {
        var signedIn = sessions.begin(exchange, account, List.of(Acr.PWD));
        exchange.trace().note("account_id", account.id());
        if (interaction == null) {
            return signedIn.on(Response.redirect(exchange.tenant().basePath() + "/account"));
        }
        interactions.signedIn(interaction, account.id(), signedIn.session().id());
        return signedIn.on(Response.redirect(interaction.returnsTo(exchange.tenant())));
    }

    private Response question(
            Exchange exchange,
            @Nullable Interaction interaction,
            SignUpForm form,
            Map<String, String> problems,
            @Nullable String notice,
            @Nullable Duration pause) {
        BrowserCookie browser = BrowserCookie.of(exchange);
        Ask ask = interaction == null ? Ask.NOTHING : interaction.ask();
        @Nullable String id = interaction == null ? null : interaction.id();
        SignUpView view =
                new SignUpView(
                        ask.clientName(),
                        logos.of(exchange.tenant(), ask),
                        id,
                        guard.token(exchange, browser, form(id == null ? "" : id)),
                        form,
                        problems,
                        notice,
                        pause,
                        // Whoever is signed in already may go on as who they are.
                        id == null ? "/account" : "/sign-in?interaction=" + id + "&ask=choose",
                        AppLinks.of(ask),
                        new Destination(ask.redirectUri()).policy());
        return screen.show(exchange, view).with(browser.cookie());
    }

    private @Nullable Interaction open(Exchange exchange, Parameters from) {
        return from.first("interaction").flatMap(id -> interactions.of(exchange, id)).orElse(null);
    }

    /** An address may name none; one that it names must be open. */
    private static void requireOpen(
            Exchange exchange, Parameters from, @Nullable Interaction interaction) {
        exchange.trace()
                .require(
                        BrowserRules.INTERACTION_OPEN,
                        interaction != null || from.first("interaction").isEmpty());
    }

    private static String notice(SignUpRule rule) {
        return switch (rule) {
            case PER_ADDRESS -> "signup.full.here";
            case PER_DAY -> "signup.full";
            default -> "signup.throttled";
        };
    }

    /** What one interaction asks is no other's answer. */
    private static String form(String interaction) {
        return "sign-up " + interaction;
    }
}
