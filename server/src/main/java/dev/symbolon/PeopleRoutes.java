package dev.symbolon;

import dev.symbolon.Dispatch.Mount;
import dev.symbolon.base.html.Assets;
import dev.symbolon.base.http.HttpError;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.http.Routes;
import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.core.browser.ErrorPage;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.interaction.AppLogos;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.identity.consent.Abilities;
import dev.symbolon.identity.consent.ConsentPage;
import dev.symbolon.identity.invitation.InvitationPage;
import dev.symbolon.identity.selfservice.AccountOverview;
import dev.symbolon.identity.selfservice.AccountPage;
import dev.symbolon.identity.selfservice.HomePage;
import dev.symbolon.identity.session.SigningOut;
import dev.symbolon.identity.signin.SignInPage;
import dev.symbolon.identity.signup.SignUpPage;
import dev.symbolon.protocol.backchannel.AnswerPage;
import dev.symbolon.protocol.device.DevicePage;
import dev.symbolon.protocol.rules.RulePage;

/** Mounts the pages that people see. */
final class PeopleRoutes {

    private PeopleRoutes() {}

    static void mount(
            Routes.Builder<Mount> routes,
            Mounts page,
            Parts parts,
            Metrics metrics,
            Screen screen,
            ErrorPage errorPage,
            FormGuard formGuard,
            Assets assets) {
        var rules = new RulePage(screen, errorPage, RuleCatalogue.ALL);
        boolean signUpIsOn = parts.config().signUp().enabled();
        var home = new HomePage(screen, parts.sessions(), parts.accounts(), signUpIsOn);
        boolean logosOfStrangers = parts.config().registration().showLogos();
        var logos = new AppLogos(parts.clients(), logosOfStrangers, parts.fetcher(), parts.clock());
        var signIn =
                new SignInPage(
                        screen,
                        formGuard,
                        logos,
                        parts.interactions(),
                        parts.sessions(),
                        parts.accounts(),
                        parts.passwords(),
                        metrics,
                        signUpIsOn);
        var abilities = new Abilities(parts.resources());
        var consent =
                new ConsentPage(
                        screen,
                        formGuard,
                        logos,
                        parts.interactions(),
                        parts.sessions(),
                        parts.accounts(),
                        parts.clients(),
                        parts.consents(),
                        abilities);
        var account =
                new AccountPage(
                        screen,
                        formGuard,
                        parts.interactions(),
                        parts.sessions(),
                        new SigningOut(screen, parts.sessions(), parts.clients()),
                        parts.accounts(),
                        parts.consents(),
                        parts.userCodes(),
                        new AccountOverview(
                                screen,
                                parts.sessions(),
                                parts.consents(),
                                parts.grants(),
                                parts.backchannel(),
                                parts.clients(),
                                abilities));

        var invitation =
                new InvitationPage(
                        screen, errorPage, formGuard, parts.invitations(), parts.sessions());

        var device =
                new DevicePage(
                        screen,
                        formGuard,
                        parts.interactions(),
                        parts.sessions(),
                        parts.throttle(),
                        parts.clients(),
                        parts.devices(),
                        parts.clock());

        var answer =
                new AnswerPage(
                        parts.interactions(),
                        parts.sessions(),
                        parts.clients(),
                        parts.backchannel(),
                        parts.clock());

        routes.get("/", page.of(home::show))
                .get("/sign-in", page.of(signIn::show))
                .post("/sign-in", page.of(signIn::submit))
                .get("/consent", page.of(consent::show))
                .post("/consent", page.of(consent::submit))
                .get("/account", page.apart(account::show))
                .post("/account", page.apart(account::submit))
                .getOnly("/account/requests/{id}", page.of(answer::show))
                .getOnly("/account/requests/resume/{id}", page.of(answer::resume))
                .get("/device", page.of(device::show))
                .post("/device", page.of(device::submit))
                .getOnly("/device/resume/{id}", page.of(device::resume))
                .get("/device/connected", page.of(device::connected))
                .get("/device/refused", page.of(device::refused))
                .get("/invitation", page.of(invitation::show))
                .post("/invitation", page.of(invitation::submit))
                .get("/assets/{name}", page.of((exchange, name) -> asset(assets, exchange, name)))
                .get("/logo/{name}", page.of((exchange, name) -> logo(logos, exchange, name)))
                .get("/rules", page.of(rules::all))
                .get("/rules/{id}", page.of(rules::one));
        if (signUpIsOn) {
            var signUp =
                    new SignUpPage(
                            screen,
                            formGuard,
                            logos,
                            parts.interactions(),
                            parts.sessions(),
                            parts.signUps(),
                            metrics);
            routes.get(SignUpPage.PATH, page.of(signUp::show))
                    .post(SignUpPage.PATH, page.of(signUp::submit));
        }
    }

    private static Response logo(AppLogos logos, Exchange exchange, String name) {
        return logos.serve(exchange, name)
                .orElseThrow(() -> new HttpError(404, "There is no such picture."));
    }

    private static Response asset(Assets assets, Exchange exchange, String name) {
        return assets.serve(name, exchange.request())
                .orElseThrow(() -> new HttpError(404, "There is no such file."));
    }
}
