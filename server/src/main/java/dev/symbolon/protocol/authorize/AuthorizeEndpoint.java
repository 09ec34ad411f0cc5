package dev.symbolon.protocol.authorize;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.BrowserRules;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.CodeStore;
import dev.symbolon.identity.consent.Consents;
import dev.symbolon.identity.session.Session;
import dev.symbolon.identity.session.Sessions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RFC 6749 §4.1.1, Core §3.1.2: parse, decide, respond. Every page that a person is sent to comes
 * back to {@link #resume}.
 */
public final class AuthorizeEndpoint implements Exchange.Endpoint {

    private static final String RESUME = "/oauth/authorize/resume/" + Interaction.ID;
    private static final String SIGN_IN = "/sign-in?interaction=" + Interaction.ID;
    private static final String SIGN_IN_AGAIN = SIGN_IN + "&ask=again";
    private static final String CHOOSE = SIGN_IN + "&ask=choose";
    private static final String CONSENT = "/consent?interaction=" + Interaction.ID;

    private final Clients clients;
    private final Sessions sessions;
    private final Interactions interactions;
    private final CodeStore codes;
    private final Situation.Reader situations;
    private final AuthorizationResponse response;

    public AuthorizeEndpoint(
            Clients clients,
            Sessions sessions,
            Interactions interactions,
            CodeStore codes,
            Keys keys,
            Resources resources,
            Consents consents,
            InstantSource clock,
            FormPost formPost) {
        this.clients = clients;
        this.sessions = sessions;
        this.interactions = interactions;
        this.codes = codes;
        this.situations = new Situation.Reader(keys, resources, consents, clock);
        this.response = new AuthorizationResponse(formPost);
    }

    @Override
    public Response handle(Exchange exchange) {
        Request request = exchange.request();
        if (!request.isPost()) {
            return answer(exchange, request.query(), null);
        }
        // Ours, not any: a load balancer's cookie may come with another site's form.
        boolean knowsBrowser =
                sessions.isPresented(exchange) || BrowserCookie.hashOf(exchange).isPresent();
        Optional<Response> again = knowsBrowser ? Optional.empty() : exchange.asGet();
        return again.orElseGet(() -> answer(exchange, request.form(), null));
    }

    /** A person comes back from a page: everything is looked at again, with what they did. */
    public Response resume(Exchange exchange, String interactionId) {
        Interaction interaction =
                exchange.trace()
                        .require(
                                BrowserRules.INTERACTION_OPEN,
                                interactions.of(exchange, interactionId));
        return answer(exchange, parameters(interaction), interaction);
    }

    private Response answer(
            Exchange exchange, Parameters parameters, @Nullable Interaction interaction) {
        exchange.speaks(List.of(parameters.first("ui_locales").orElse("").strip().split(" +", -1)));
        ReturnAddress to = ReturnAddress.of(exchange, parameters, clients);
        Situation situation;
        Decision decision;
        try {
            AuthorizationRequest request = AuthorizationRequest.of(to, parameters);
            AuthorizeRule.check(request, exchange.trace());
            situation = situations.read(exchange, request);
            @Nullable Session session = sessions.current(exchange).orElse(null);
            if (session != null) {
                exchange.trace().note("account_id", session.accountId());
            }
            decision = situation.decide(session, interaction);
        } catch (Refusal refusal) {
            return refuse(exchange, to, refusal, interaction);
        }
        return respond(exchange, situation, decision, interaction);
    }

    private Response respond(
            Exchange exchange,
            Situation situation,
            Decision decision,
            @Nullable Interaction interaction) {
        exchange.trace().note("decision", decision.getClass().getSimpleName());
        ReturnAddress to = situation.request().returnAddress();
        return switch (decision) {
            case Decision.Issue(var session, var scope) -> {
                requireOpen(exchange, interaction);
                var code =
                        codes.create(
                                exchange.tenant(),
                                situation.approval(session, scope),
                                to.redirectUri(),
                                to.sent(),
                                situation.request().pkce().orElse(null),
                                exchange.trace().flow());
                yield response.code(exchange, to, code.value());
            }
            case Decision.SignIn(boolean again) ->
                    detour(exchange, situation, interaction, again ? SIGN_IN_AGAIN : SIGN_IN);
            case Decision.ChooseAccount() -> detour(exchange, situation, interaction, CHOOSE);
            case Decision.AskConsent(_) -> detour(exchange, situation, interaction, CONSENT);
            case Decision.Refuse(var rule) ->
                    refuse(exchange, to, exchange.trace().refusal(rule), interaction);
        };
    }

    private Response refuse(
            Exchange exchange,
            ReturnAddress to,
            Refusal refusal,
            @Nullable Interaction interaction) {
        requireOpen(exchange, interaction);
        return response.error(exchange, to, refusal);
    }

    /** Two tabs, a double click, a page that was kept: one answer leaves, the other is told so. */
    private void requireOpen(Exchange exchange, @Nullable Interaction interaction) {
        if (interaction != null && !interactions.finish(interaction)) {
            throw exchange.trace().refusal(BrowserRules.INTERACTION_OPEN);
        }
    }

    private Response detour(
            Exchange exchange,
            Situation situation,
            @Nullable Interaction interaction,
            String page) {
        if (interaction != null) {
            return Response.redirect(
                    exchange.tenant().basePath() + page.replace(Interaction.ID, interaction.id()));
        }
        return interactions
                .begin(
                        exchange,
                        situation.ask(),
                        RESUME,
                        Json.text(Map.of("parameters", situation.request().parameters().encoded())))
                .redirect(exchange, page);
    }

    private static Parameters parameters(Interaction interaction) {
        return Parameters.parse(
                String.valueOf(Json.object(interaction.details()).get("parameters")));
    }
}
