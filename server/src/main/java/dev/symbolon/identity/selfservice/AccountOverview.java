package dev.symbolon.identity.selfservice;

import dev.symbolon.base.html.Texts;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.BackchannelStore;
import dev.symbolon.core.tokens.Grant;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.consent.Abilities;
import dev.symbolon.identity.consent.Consent;
import dev.symbolon.identity.consent.Consents;
import dev.symbolon.identity.session.Session;
import dev.symbolon.identity.session.Sessions;
import java.util.List;

/** What the account page lists, in the person's language. */
public final class AccountOverview {

    private final Screen screen;
    private final Sessions sessions;
    private final Consents consents;
    private final GrantStore grants;
    private final BackchannelStore requests;
    private final Clients clients;
    private final Abilities abilities;

    public AccountOverview(
            Screen screen,
            Sessions sessions,
            Consents consents,
            GrantStore grants,
            BackchannelStore requests,
            Clients clients,
            Abilities abilities) {
        this.screen = screen;
        this.sessions = sessions;
        this.consents = consents;
        this.grants = grants;
        this.requests = requests;
        this.clients = clients;
        this.abilities = abilities;
    }

    /** The latest first. */
    List<AccountView.App> apps(Exchange exchange, Account account) {
        Texts texts = screen.texts(exchange);
        List<Approval> live =
                grants.listLive(exchange.tenant(), account.id()).stream()
                        .map(Grant::approval)
                        .filter(approval -> !approval.details().isEmpty())
                        .toList();
        return consents.listOf(exchange.tenant(), account.id()).stream()
                .map(consent -> app(exchange.tenant(), texts, consent, live))
                .toList();
    }

    /**
     * @param live what goes on with authorization details: those that are asked for each time are
     *     remembered nowhere else
     */
    private AccountView.App app(Tenant tenant, Texts texts, Consent consent, List<Approval> live) {
        String name = name(tenant, texts, consent.clientId());
        Abilities.Told told =
                abilities.tell(
                        tenant,
                        texts,
                        consent.allowed()
                                .with(
                                        live.stream()
                                                .filter(approval ->
                                                        approval.clientId()
                                                                .equals(consent.clientId()))
                                                .flatMap(approval ->
                                                        abilities
                                                                .details(tenant, approval)
                                                                .stream())
                                                .toList()));
        return new AccountView.App(consent.clientId(), name, told, consent.grantedAt());
    }

    private String name(Tenant tenant, Texts texts, String clientId) {
        return clients.known(tenant, clientId)
                .map(client -> client.name(List.of(texts.locale())))
                .orElse(clientId);
    }

    /** What waits for the person's answer, the latest first. */
    List<AccountView.Request> requests(Exchange exchange, Account account) {
        Texts texts = screen.texts(exchange);
        return requests.waitingFor(exchange.tenant(), account.id()).stream()
                .map(request ->
                        new AccountView.Request(
                                request.pending().hash(),
                                name(exchange.tenant(), texts, request.clientId()),
                                request.bindingMessage(),
                                request.pending().createdAt()))
                .toList();
    }

    /** The latest seen first. */
    List<AccountView.Browser> browsers(Exchange exchange, Session current) {
        Texts texts = screen.texts(exchange);
        return sessions.listOf(exchange.tenant(), current.accountId()).stream()
                .map(session ->
                        new AccountView.Browser(
                                session.id(),
                                device(texts, session.device()),
                                session.remoteAddress(),
                                session.id().equals(current.id()),
                                session.authTime(),
                                session.lastSeenAt()))
                .toList();
    }

    /** "Firefox on Linux", in the person's language. */
    private static String device(Texts texts, String device) {
        if (device.isEmpty()) {
            return texts.text("account.unknowndevice");
        }
        int on = device.indexOf(" on ");
        return on < 0
                ? device
                : texts.text(
                        "account.device",
                        "browser",
                        device.substring(0, on),
                        "system",
                        device.substring(on + 4));
    }
}
