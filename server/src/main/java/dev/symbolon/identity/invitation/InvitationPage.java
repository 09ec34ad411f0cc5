package dev.symbolon.identity.invitation;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.ErrorPage;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.invitation.Invitations.Acceptance;
import dev.symbolon.identity.session.Acr;
import dev.symbolon.identity.session.Sessions;
import dev.symbolon.identity.signin.Password;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /invitation?code=…}: whoever holds the code makes an account and is signed in to it. */
public final class InvitationPage {

    public static final String PATH = "/invitation";

    private static final String FORM = "invitation";

    private final Screen screen;
    private final ErrorPage errors;
    private final FormGuard guard;
    private final Invitations invitations;
    private final Sessions sessions;

    public InvitationPage(
            Screen screen,
            ErrorPage errors,
            FormGuard guard,
            Invitations invitations,
            Sessions sessions) {
        this.screen = screen;
        this.errors = errors;
        this.guard = guard;
        this.invitations = invitations;
        this.sessions = sessions;
    }

    /** GET. */
    public Response show(Exchange exchange) {
        String code = exchange.request().query().first("code").orElse("");
        if (!invitations.isOpen(exchange.tenant(), code)) {
            return closed(exchange);
        }
        exchange.trace().require(InvitationRule.OPEN, true);
        return question(exchange, code, "", "", null);
    }

    /** POST. */
    public Response submit(Exchange exchange) {
        Parameters form = exchange.request().form();
        guard.check(exchange, form, FORM);
        String code = form.first("code").orElse("");
        String name = form.first("name").orElse("").strip();
        String email = form.first("email").orElse("").strip();
        Password password = Password.typed(form.first("password").orElse(""));
        return switch (invitations.accept(
                exchange.trace(), exchange.tenant(), code, name, email, password)) {
            case Acceptance.Accepted(Account account) -> welcome(exchange, account);
            case Acceptance.Taken() -> question(exchange, code, name, email, "invitation.taken");
            case Acceptance.Malformed(List<String> problems) ->
                    question(
                            exchange,
                            code,
                            name,
                            email,
                            problems.getFirst().startsWith("email")
                                    ? "invitation.email.wrong"
                                    : "invitation.name.wrong");
            case Acceptance.Weak(Password.Problem problem) ->
                    question(exchange, code, name, email, problem.message());
            case Acceptance.Closed() -> closed(exchange);
        };
    }

    /** There is no app to blame here, as other error pages do. */
    private Response closed(Exchange exchange) {
        Refusal refusal = exchange.trace().refusal(InvitationRule.OPEN);
        return errors.show(exchange, refusal.error().status(), "invitation", refusal.rule().card());
    }

    private Response welcome(Exchange exchange, Account account) {
        exchange.trace().require(InvitationRule.OPEN, true);
        var signedIn = sessions.begin(exchange, account, List.of(Acr.PWD));
        return signedIn.on(Response.redirect(exchange.tenant().basePath() + "/account"));
    }

    private Response question(
            Exchange exchange, String code, String name, String email, @Nullable String problem) {
        BrowserCookie browser = BrowserCookie.of(exchange);
        InvitationView view =
                new InvitationView(
                        problem == null ? 200 : 422,
                        code,
                        guard.token(exchange, browser, FORM),
                        name,
                        email,
                        problem);
        return screen.show(exchange, view).with(browser.cookie());
    }
}
