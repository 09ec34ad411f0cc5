package dev.symbolon.protocol.backchannel;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.browser.BrowserRules;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.interaction.WaitingApp;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.BackchannelRequest;
import dev.symbolon.core.tokens.BackchannelStore;
import dev.symbolon.identity.session.Session;
import dev.symbolon.identity.session.Sessions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /account/requests/…}, CIBA §8: the person goes from the account page, where it is listed
 * what waits for them, to the consent page, and comes back with the answer. What they allowed
 * before is asked again each time, since they may not have begun it.
 */
public final class AnswerPage {

    private static final String ACCOUNT = "/account";
    private static final String RESUME = ACCOUNT + "/requests/resume/" + Interaction.ID;
    private static final String CONSENT = "/consent?interaction=" + Interaction.ID;
    private static final String SIGN_IN = "/sign-in?interaction=" + Interaction.ID;

    private final Interactions interactions;
    private final Sessions sessions;
    private final Clients clients;
    private final BackchannelStore requests;
    private final InstantSource clock;

    public AnswerPage(
            Interactions interactions,
            Sessions sessions,
            Clients clients,
            BackchannelStore requests,
            InstantSource clock) {
        this.interactions = interactions;
        this.sessions = sessions;
        this.clients = clients;
        this.requests = requests;
        this.clock = clock;
    }

    /** GET: what waits, by the hash of its auth_req_id, to the consent page. */
    public Response show(Exchange exchange, String hash) {
        Trace trace = exchange.trace();
        Optional<Session> session = sessions.current(exchange);
        if (session.isEmpty()) {
            return to(exchange, ACCOUNT);
        }
        BackchannelRequest request =
                trace.require(
                        BackchannelRule.STILL_WAITS,
                        requests.findWaiting(exchange.tenant(), session.get().accountId(), hash));
        Client client =
                trace.require(
                        BackchannelRule.STILL_WAITS,
                        clients.find(exchange.tenant(), request.clientId()));
        trace.continues(request.pending().flow());
        trace.note("client_id", client.clientId());
        trace.note("account_id", session.get().accountId());
        return interactions
                .begin(
                        exchange,
                        ask(exchange, client, request),
                        RESUME,
                        Json.text(Map.of("request", hash)))
                .redirect(exchange, CONSENT);
    }

    private Ask ask(Exchange exchange, Client client, BackchannelRequest request) {
        Approval asked = request.pending().approval();
        Duration waited = Duration.between(request.pending().createdAt(), clock.instant());
        return Ask.by(
                client,
                exchange.locales(),
                null,
                null,
                List.of(),
                null,
                asked.scope(),
                asked.resources(),
                List.of(),
                asked.details(),
                new WaitingApp(request.bindingMessage(), waited));
    }

    /** GET: the person comes back from a page. */
    public Response resume(Exchange exchange, String interactionId) {
        Trace trace = exchange.trace();
        Interaction interaction =
                trace.require(
                        BrowserRules.INTERACTION_OPEN, interactions.of(exchange, interactionId));
        Optional<Session> session = sessions.current(exchange);
        if (session.isEmpty()) {
            return to(exchange, SIGN_IN.replace(Interaction.ID, interaction.id()));
        }
        String account = session.get().accountId();
        trace.note("account_id", account);
        if (!interaction.isDeclined() && !interaction.consentedBy(account)) {
            return to(exchange, CONSENT.replace(Interaction.ID, interaction.id()));
        }
        interactions.finish(interaction);
        String hash = String.valueOf(Json.object(interaction.details()).get("request"));
        // Whoever signed in meanwhile answers for themselves only.
        trace.require(
                BackchannelRule.STILL_WAITS,
                requests.findWaiting(exchange.tenant(), account, hash).isPresent()
                        && (interaction.isDeclined()
                                ? requests.pending().deny(exchange.tenant(), hash)
                                : allow(exchange, session.get(), hash)));
        return to(
                exchange, ACCOUNT + (interaction.isDeclined() ? "?done=refused" : "?done=allowed"));
    }

    private boolean allow(Exchange exchange, Session session, String hash) {
        return requests.pending()
                .allow(
                        exchange.tenant(),
                        hash,
                        session.accountId(),
                        session.authTime(),
                        session.acr(),
                        session.amr());
    }

    private static Response to(Exchange exchange, String path) {
        return Response.redirect(exchange.tenant().basePath() + path);
    }
}
