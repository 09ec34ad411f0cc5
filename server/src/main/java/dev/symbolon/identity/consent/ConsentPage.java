package dev.symbolon.identity.consent;

import dev.symbolon.base.html.Texts;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.BrowserRules;
import dev.symbolon.core.browser.Destination;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.Registrar;
import dev.symbolon.core.interaction.AppLinks;
import dev.symbolon.core.interaction.AppLogos;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.interaction.WaitingApp;
import dev.symbolon.core.interaction.WaitingDevice;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.session.Sessions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /consent?interaction=…}: asks the person who is signed in whether an app may have what it
 * asks for (Core §3.1.2.4), remembers the answer, and returns to whoever began the interaction.
 */
public final class ConsentPage {

    private final Screen screen;
    private final FormGuard guard;
    private final AppLogos logos;
    private final Interactions interactions;
    private final Sessions sessions;
    private final Accounts accounts;
    private final Clients clients;
    private final Consents consents;
    private final Abilities abilities;

    public ConsentPage(
            Screen screen,
            FormGuard guard,
            AppLogos logos,
            Interactions interactions,
            Sessions sessions,
            Accounts accounts,
            Clients clients,
            Consents consents,
            Abilities abilities) {
        this.screen = screen;
        this.guard = guard;
        this.logos = logos;
        this.interactions = interactions;
        this.sessions = sessions;
        this.accounts = accounts;
        this.clients = clients;
        this.consents = consents;
        this.abilities = abilities;
    }

    /** GET. */
    public Response show(Exchange exchange) {
        Interaction interaction = interaction(exchange, exchange.request().query());
        Optional<Account> account = signedIn(exchange);
        if (account.isEmpty()) {
            return signInFirst(exchange, interaction);
        }
        BrowserCookie browser = BrowserCookie.of(exchange);
        Texts texts = screen.texts(exchange);
        ConsentView view = view(exchange, interaction, account.get(), browser, texts);
        return screen.show(exchange, view).with(browser.cookie());
    }

    /** POST. */
    public Response submit(Exchange exchange) {
        Parameters form = exchange.request().form();
        Interaction interaction = interaction(exchange, form);
        Optional<Account> account = signedIn(exchange);
        if (account.isEmpty()) {
            return signInFirst(exchange, interaction);
        }
        guard.check(exchange, form, form(interaction, account.get()));
        if (form.first("action").orElse("").equals("allow")) {
            allow(exchange, interaction, account.get());
        } else {
            interactions.declined(interaction);
        }
        return Response.redirect(interaction.returnsTo(exchange.tenant()));
    }

    private void allow(Exchange exchange, Interaction interaction, Account account) {
        Ask ask = interaction.ask();
        // Marked first: what an interaction that has ended asked for is not remembered.
        if (interactions.consented(interaction, account.id()).isPresent()) {
            consents.remember(
                    exchange.tenant(),
                    account.id(),
                    client(ask),
                    permission(exchange.tenant(), ask));
        }
    }

    private ConsentView view(
            Exchange exchange,
            Interaction interaction,
            Account account,
            BrowserCookie browser,
            Texts texts) {
        Ask ask = interaction.ask();
        Abilities.Told told =
                abilities.tell(exchange.tenant(), texts, permission(exchange.tenant(), ask));
        Destination destination = new Destination(ask.redirectUri());
        String name = ask.clientName();
        return new ConsentView(
                name == null ? client(ask) : name,
                logos.of(exchange.tenant(), ask),
                interaction.id(),
                guard.token(exchange, browser, form(interaction, account)),
                account.displayName(),
                account.hint(),
                told.account(),
                told.groups(),
                before(exchange.tenant(), account, ask, texts),
                told.offline(),
                destination.name(),
                destination.note(),
                ask.waiting() instanceof WaitingDevice device ? device : null,
                ask.waiting() instanceof WaitingApp app ? app : null,
                AppLinks.of(ask),
                unverified(exchange, ask),
                destination.policy());
    }

    private Abilities.@Nullable Told before(Tenant tenant, Account account, Ask ask, Texts texts) {
        Allowed allowed = consents.allowed(tenant, account.id(), client(ask));
        return allowed.items().isEmpty()
                ? null
                : abilities.tell(tenant, texts, permission(tenant, ask).within(allowed));
    }

    /** What is asked of one person is not answered by another who signed in meanwhile. */
    private static String form(Interaction interaction, Account account) {
        return "consent " + interaction.id() + " " + account.id();
    }

    private Permission permission(Tenant tenant, Ask ask) {
        return abilities.permission(tenant, ask);
    }

    private static String client(Ask ask) {
        return String.valueOf(ask.clientId());
    }

    private ConsentView.@Nullable Unverified unverified(Exchange exchange, Ask ask) {
        Optional<Client> app = clients.find(exchange.tenant(), client(ask));
        return switch (app.map(Client::registrar).orElse(Registrar.ADMINISTRATOR)) {
            case ADMINISTRATOR -> null;
            case CLIENT -> new ConsentView.Unverified(null, app.get().isLocal());
            case DOCUMENT -> new ConsentView.Unverified(client(ask), app.get().isLocal());
        };
    }

    private static Response signInFirst(Exchange exchange, Interaction interaction) {
        return Response.redirect(
                exchange.tenant().basePath() + "/sign-in?interaction=" + interaction.id());
    }

    private Interaction interaction(Exchange exchange, Parameters from) {
        return exchange.trace()
                .require(
                        BrowserRules.INTERACTION_OPEN,
                        from.first("interaction")
                                .flatMap(id -> interactions.of(exchange, id))
                                .filter(found -> found.ask().clientId() != null));
    }

    private Optional<Account> signedIn(Exchange exchange) {
        return sessions.current(exchange)
                .flatMap(session -> accounts.find(exchange.tenant(), session.accountId()));
    }
}
