package dev.symbolon.protocol.authorize;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.BrowserRules;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Prompt;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.CodeStore;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.core.tokens.Issuer;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.consent.Allowed;
import dev.symbolon.identity.consent.Consents;
import dev.symbolon.identity.session.Session;
import dev.symbolon.identity.session.SessionState;
import dev.symbolon.identity.session.Sessions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final String SIGN_UP = "/sign-up?interaction=" + Interaction.ID;
    private static final String CONSENT = "/consent?interaction=" + Interaction.ID;

    private final Clients clients;
    private final Sessions sessions;
    private final Interactions interactions;
    private final Consents consents;
    private final PushedRequests pushedRequests;
    private final RequestObjects requestObjects;
    private final Situation.Reader situations;
    private final Set<Prompt> prompts;
    private final Issuance issuance;
    private final AuthorizationResponse response;

    /**
     * @param prompts what apps may wish that people are asked
     */
    public AuthorizeEndpoint(
            Clients clients,
            Sessions sessions,
            Interactions interactions,
            CodeStore codes,
            GrantStore grants,
            Accounts accounts,
            Issuer issuer,
            PushedRequests pushedRequests,
            RequestObjects requestObjects,
            Keys keys,
            Subjects subjects,
            ClientEncryption encryption,
            Resources resources,
            Consents consents,
            Set<Prompt> prompts,
            InstantSource clock,
            FormPost formPost) {
        this.clients = clients;
        this.sessions = sessions;
        this.interactions = interactions;
        this.consents = consents;
        this.pushedRequests = pushedRequests;
        this.requestObjects = requestObjects;
        this.prompts = prompts;
        this.situations = new Situation.Reader(keys, subjects, resources, clock);
        this.issuance =
                new Issuance(
                        codes,
                        new FrontChannelAccessTokens(
                                grants, sessions, new Targets(resources), issuer),
                        new FrontChannelIdTokens(accounts, issuer, encryption));
        this.response = new AuthorizationResponse(formPost, keys, encryption, clock);
    }

    /**
     * What is to be answered.
     *
     * @param pushed the hash of the reference that it came by (RFC 9126); absent where the
     *     parameters came themselves
     * @param signed whether they stood in a request object (RFC 9101)
     * @param interaction what the person did on our pages; absent before they saw one
     */
    private record Asked(
            Parameters parameters,
            @Nullable String pushed,
            boolean signed,
            @Nullable Interaction interaction) {}

    @Override
    public Response handle(Exchange exchange) {
        Request request = exchange.request();
        if (!request.isPost()) {
            return answer(exchange, asked(exchange, request.query()));
        }
        // Ours, not any: a load balancer's cookie may come with another site's form.
        boolean knowsBrowser =
                sessions.isPresented(exchange) || BrowserCookie.hashOf(exchange).isPresent();
        Optional<Response> again = knowsBrowser ? Optional.empty() : exchange.asGet();
        return again.orElseGet(() -> answer(exchange, asked(exchange, request.form())));
    }

    /** A person comes back from a page: everything is looked at again, with what they did. */
    public Response resume(Exchange exchange, String interactionId) {
        Interaction interaction =
                exchange.trace()
                        .require(
                                BrowserRules.INTERACTION_OPEN,
                                interactions.of(exchange, interactionId));
        return answer(exchange, asked(interaction));
    }

    /** RFC 9126 §4: where a reference came, nothing beside it counts. */
    private Asked asked(Exchange exchange, Parameters parameters) {
        boolean byReference =
                parameters.all("request_uri").stream()
                        .anyMatch(uri -> uri.startsWith(PushedRequests.PREFIX));
        if (!byReference) {
            boolean inObject =
                    (RequestObjects.isIn(parameters) && !RequestObjects.isUnsecured(parameters))
                            || requestObjects.isElsewhere(exchange, parameters);
            return inObject
                    ? new Asked(requestObjects.read(exchange, parameters), null, true, null)
                    : new Asked(parameters, null, false, null);
        }
        Trace trace = exchange.trace();
        trace.require(
                PushedRequestRule.REFERENCE_ONCE,
                parameters.all("request_uri").size() == 1
                        && parameters.all("client_id").size() == 1
                        && !RequestObjects.isIn(parameters));
        PushedRequests.Pushed pushed =
                trace.require(
                        PushedRequestRule.REFERENCE_KNOWN,
                        pushedRequests.find(
                                exchange.tenant(), parameters.first("request_uri").orElseThrow()));
        String client = parameters.first("client_id").orElseThrow();
        trace.require(
                PushedRequestRule.REFERENCE_OF_CLIENT,
                pushed.clientId().equals(client),
                pushed.clientId(),
                client);
        trace.continues(pushed.flow());
        trace.require(PushedRequestRule.REFERENCE_UNUSED, pushed.usedAt() == null);
        trace.require(PushedRequestRule.REFERENCE_NOT_EXPIRED, !pushedRequests.isExpired(pushed));
        return new Asked(pushed.parameters(), pushed.hash(), pushed.signed(), null);
    }

    private static Asked asked(Interaction interaction) {
        Map<String, Object> details = Json.object(interaction.details());
        return new Asked(
                Parameters.parse(String.valueOf(details.get("parameters"))),
                details.get("pushed") instanceof String hash ? hash : null,
                Boolean.TRUE.equals(details.get("signed")),
                interaction);
    }

    private Response answer(Exchange exchange, Asked asked) {
        Parameters parameters = asked.parameters();
        exchange.speaks(List.of(parameters.first("ui_locales").orElse("").strip().split(" +", -1)));
        ReturnAddress to = ReturnAddress.of(exchange, parameters, clients);
        Situation situation;
        Decision decision;
        try {
            AuthorizationRequest request =
                    AuthorizationRequest.of(
                            to, parameters, prompts, asked.pushed() != null, asked.signed());
            AuthorizeRule.check(request, exchange.trace());
            situation = situations.read(exchange, request);
            Sessions.@Nullable With<Allowed> visit =
                    sessions.current(
                                    exchange,
                                    consents.allowedInSession(
                                            to.client().clientId(), situation.wanted()))
                            .orElse(null);
            if (visit != null) {
                exchange.trace().note("account_id", visit.session().accountId());
            }
            decision = situation.decide(visit, asked.interaction());
        } catch (Refusal refusal) {
            return refuse(exchange, to, refusal, asked);
        }
        return respond(exchange, situation, decision, asked);
    }

    private Response respond(
            Exchange exchange, Situation situation, Decision decision, Asked asked) {
        exchange.trace().note("decision", decision.getClass().getSimpleName());
        ReturnAddress to = situation.request().returnAddress();
        return switch (decision) {
            case Decision.Issue(var session, var scope, var met) -> {
                met.forEach(rule -> exchange.trace().require(rule, true));
                issuance.requireKey(exchange, situation.request());
                useUp(exchange, asked);
                if (to.client().metadata().hearsOfLogout()) {
                    sessions.remember(exchange.tenant(), session.id(), to.client().clientId());
                }
                yield issuance.of(exchange, situation.request(), situation.approval(session, scope))
                        .map(granted -> granted(exchange, to, session, scope, granted))
                        .orElseGet(() ->
                                response.error(
                                        exchange,
                                        to,
                                        exchange.trace().refusal(DecisionRule.LOGGED_IN)));
            }
            case Decision.SignIn(boolean again) ->
                    detour(exchange, situation, asked, again ? SIGN_IN_AGAIN : SIGN_IN);
            case Decision.SignUp() -> detour(exchange, situation, asked, SIGN_UP);
            case Decision.ChooseAccount() -> detour(exchange, situation, asked, CHOOSE);
            case Decision.AskConsent(_) -> detour(exchange, situation, asked, CONSENT);
            case Decision.Refuse(var rule, var expected, var received) ->
                    refuse(exchange, to, exchange.trace().refusal(rule, expected, received), asked);
        };
    }

    private Response granted(
            Exchange exchange,
            ReturnAddress to,
            Session session,
            Scope scope,
            Map<String, String> granted) {
        Optional<SessionState> state = state(exchange, session, scope, to);
        state.ifPresent(known -> granted.put("session_state", known.value()));
        Response answer = response.granted(exchange, to, granted);
        return state.map(known -> answer.with(known.cookie())).orElse(answer);
    }

    /** Session Management §2: what an app that signs people in may ask about later. */
    private Optional<SessionState> state(
            Exchange exchange, Session session, Scope scope, ReturnAddress to) {
        return scope.has(Scope.OPENID)
                ? sessions.state(
                        exchange.tenant(), session, to.client().clientId(), to.redirectUri())
                : Optional.empty();
    }

    private Response refuse(Exchange exchange, ReturnAddress to, Refusal refusal, Asked asked) {
        useUp(exchange, asked);
        return response.error(exchange, to, refusal);
    }

    /** Two tabs, a double click, a page that was kept: one answer leaves, the other is told so. */
    private void useUp(Exchange exchange, Asked asked) {
        if (asked.interaction() != null && !interactions.finish(asked.interaction())) {
            throw exchange.trace().refusal(BrowserRules.INTERACTION_OPEN);
        }
        if (asked.pushed() != null && !pushedRequests.use(exchange.tenant(), asked.pushed())) {
            throw exchange.trace().refusal(PushedRequestRule.REFERENCE_UNUSED);
        }
    }

    private Response detour(Exchange exchange, Situation situation, Asked asked, String page) {
        Interaction interaction = asked.interaction();
        if (interaction != null) {
            return Response.redirect(
                    exchange.tenant().basePath() + page.replace(Interaction.ID, interaction.id()));
        }
        Map<String, Object> details = new HashMap<>();
        details.put("parameters", situation.request().parameters().encoded());
        details.put("signed", asked.signed());
        if (asked.pushed() != null) {
            details.put("pushed", asked.pushed());
        }
        return interactions
                .begin(exchange, situation.ask(), RESUME, Json.text(details))
                .redirect(exchange, page);
    }
}
