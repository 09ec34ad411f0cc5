package dev.symbolon.operator.learn;

import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.signin.PasswordFactor;
import dev.symbolon.operator.inspector.Inspector;
import dev.symbolon.operator.inspector.Rehearsal;
import java.time.InstantSource;
import java.util.List;

/** {@code /inspect/learn}: GET offers the tour, POST walks it. */
public final class LearnPage {

    private static final String FORM = "learn";

    private final Screen screen;
    private final FormGuard guard;
    private final Inspector inspector;
    private final Ground ground;
    private final Rehearsal server;
    private final InstantSource clock;

    public LearnPage(
            Screen screen,
            FormGuard guard,
            Inspector inspector,
            Tenants tenants,
            Keys keys,
            Clients clients,
            Accounts accounts,
            PasswordFactor passwords,
            Rehearsal server,
            InstantSource clock) {
        this.screen = screen;
        this.guard = guard;
        this.inspector = inspector;
        this.ground = new Ground(tenants, keys, clients, accounts, passwords);
        this.server = server;
        this.clock = clock;
    }

    /** GET. */
    public Response show(Exchange exchange) {
        inspector.requireViewer(exchange);
        return answer(exchange, List.of());
    }

    /** POST. */
    public Response walk(Exchange exchange) {
        inspector.requireViewer(exchange);
        guard.check(exchange, exchange.request().form(), FORM);
        return answer(exchange, Tour.walk(ground, server, clock, screen.texts(exchange)));
    }

    private Response answer(Exchange exchange, List<Chapter> chapters) {
        BrowserCookie browser = BrowserCookie.of(exchange);
        LearnView view = new LearnView(guard.token(exchange, browser, FORM), chapters);
        return screen.show(exchange, view).with(browser.cookie());
    }
}
