package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Cookie;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.session.Sessions;
import java.util.Optional;
import java.util.Set;

/** Tells who may look: administrators, whoever holds a pass, and owners at their clients. */
final class Viewers {

    private static final String COOKIE = "sym_inspector";

    private final Passes passes;
    private final Sessions sessions;
    private final Accounts accounts;
    private final Clients clients;
    private final KnownClients known;

    Viewers(
            Passes passes,
            Sessions sessions,
            Accounts accounts,
            Clients clients,
            KnownClients known) {
        this.passes = passes;
        this.sessions = sessions;
        this.accounts = accounts;
        this.clients = clients;
        this.known = known;
    }

    /**
     * @throws dev.symbolon.core.oauth.Refusal where nobody is known who may look
     */
    Viewer require(Exchange exchange) {
        if (cookie(exchange).filter(pass -> passes.isGood(exchange.tenant(), pass)).isPresent()) {
            return Viewer.ofAll("pass");
        }
        return exchange.trace()
                .require(
                        InspectorRule.MAY_LOOK,
                        account(exchange).flatMap(account -> viewer(exchange.tenant(), account)));
    }

    private Optional<Viewer> viewer(Tenant tenant, Account account) {
        if (account.admin()) {
            return Optional.of(Viewer.ofAll(account.id()));
        }
        Set<String> owned = clients.ownedBy(tenant, account.id());
        return owned.isEmpty()
                ? Optional.empty()
                : Optional.of(new Viewer(account.id(), owned, known.sitesOf(tenant, owned)));
    }

    /** Whether somebody is known at all: where not, signing in may help. */
    boolean isAnybody(Exchange exchange) {
        return cookie(exchange).isPresent() || account(exchange).isPresent();
    }

    private Optional<Account> account(Exchange exchange) {
        return sessions.current(exchange)
                .flatMap(session -> accounts.find(exchange.tenant(), session.accountId()));
    }

    /** The browser came with a pass in its address: it goes on with it as a cookie. */
    Optional<Response> admit(Exchange exchange) {
        Tenant tenant = exchange.tenant();
        return exchange.request()
                .query()
                .first("pass")
                .flatMap(value -> OpaqueValue.parse(OpaqueValue.Kind.INSPECTOR_PASS, value))
                .filter(pass -> passes.isGood(tenant, pass))
                .map(pass ->
                        Response.redirect(tenant.basePath() + "/inspect")
                                .with(
                                        new Cookie(
                                                tenant.cookieName(COOKIE),
                                                pass.value(),
                                                tenant.isSecure(),
                                                Passes.GOOD_FOR)));
    }

    private static Optional<OpaqueValue> cookie(Exchange exchange) {
        Tenant tenant = exchange.tenant();
        return exchange.request()
                .cookie(Cookie.nameFor(tenant.cookieName(COOKIE), tenant.isSecure()))
                .flatMap(value -> OpaqueValue.parse(OpaqueValue.Kind.INSPECTOR_PASS, value));
    }
}
