package dev.symbolon.identity.selfservice;

import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.session.Sessions;

/** {@code GET /}: what this is, and the way to one's own account. */
public final class HomePage {

    private final Screen screen;
    private final Sessions sessions;
    private final Accounts accounts;
    private final boolean signUp;

    /**
     * @param signUp whether people may make accounts themselves
     */
    public HomePage(Screen screen, Sessions sessions, Accounts accounts, boolean signUp) {
        this.screen = screen;
        this.sessions = sessions;
        this.accounts = accounts;
        this.signUp = signUp;
    }

    /** GET. */
    public Response show(Exchange exchange) {
        String name =
                sessions.current(exchange)
                        .flatMap(session -> accounts.find(exchange.tenant(), session.accountId()))
                        .map(Account::displayName)
                        .orElse(null);
        return screen.show(exchange, new HomeView(name, signUp));
    }
}
