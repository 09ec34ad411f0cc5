package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.TokenExchangeRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.AccessTokenClaims;
import dev.symbolon.core.tokens.AccessTokenStore;
import dev.symbolon.core.tokens.Subjects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that come with an exchange (RFC 8693 §2.1): whom it is about, and who acts. Whoever
 * presents one must have come by it rightly, and hold its key.
 */
public final class SubjectTokens {

    private static final int MOST_ACTORS = 5;

    private final AccessTokenStore accessTokens;
    private final Resources resources;
    private final Subjects subjects;

    public SubjectTokens(AccessTokenStore accessTokens, Resources resources, Subjects subjects) {
        this.accessTokens = accessTokens;
        this.resources = resources;
        this.subjects = subjects;
    }

    /** The token to be exchanged. */
    AccessTokenClaims subject(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        String presented = trace.require(SUBJECT_PRESENT, form.first("subject_token"));
        TokenType type = type(trace, SUBJECT_TYPE, form.first("subject_token_type"));
        AccessTokenClaims subject = trace.require(SUBJECT_VALID, find(exchange, presented, type));
        FlowId flow = subject.flow();
        if (flow != null) {
            trace.continues(flow);
        }
        trace.note("issued_to", subject.clientId());
        String person = person(exchange, subject);
        subject.grantId().ifPresent(_ -> trace.note("account_id", person));
        boolean own = subject.clientId().equals(client.clientId());
        List<String> named = client.metadata().tokenExchange().subjects();
        trace.require(
                SUBJECT_OF_POLICY,
                own || named.contains(subject.clientId()),
                named,
                subject.clientId());
        List<String> apis = resources.introspectedBy(exchange.tenant(), client.clientId());
        trace.require(
                SUBJECT_RECEIVED,
                own || apis.stream().anyMatch(subject::isFor),
                apis,
                subject.audience());
        requireKey(exchange, subject);
        return subject;
    }

    /** Who the token is about, here: a person, or a client that acts for itself. */
    String person(Exchange exchange, AccessTokenClaims subject) {
        return subject.grantId().isEmpty()
                ? subject.subject()
                : exchange.trace()
                        .require(SUBJECT_VALID, subjects.person(exchange.tenant(), subject));
    }

    /**
     * The claim {@code act} of what is issued (§4.1). A client that may not impersonate is named
     * also where it sends no actor_token; who acted before is never forgotten.
     */
    Map<String, Object> actors(
            Exchange exchange, Client client, Parameters form, AccessTokenClaims subject) {
        Trace trace = exchange.trace();
        Optional<String> proven = actor(exchange, client, form);
        String actor = proven.orElse(client.clientId());
        Optional<String> only = subject.mayAct();
        trace.require(
                MAY_ACT, only.isEmpty() || only.get().equals(actor), only.orElse("anybody"), actor);
        Map<String, Object> before = subject.act();
        boolean unnamed = proven.isEmpty() && client.metadata().tokenExchange().impersonates();
        if (unnamed || actor.equals(before.get("sub"))) {
            return before;
        }
        trace.note("actor", actor);
        Map<String, Object> act = new LinkedHashMap<>();
        act.put("sub", actor);
        if (!before.isEmpty()) {
            act.put("act", before);
        }
        trace.require(CHAIN, length(act) <= MOST_ACTORS, MOST_ACTORS, length(act));
        return act;
    }

    private Optional<String> actor(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        Optional<String> presented = form.first("actor_token");
        Optional<String> named = form.first("actor_token_type");
        if (presented.isEmpty()) {
            trace.require(ACTOR_TYPE, named.isEmpty());
            return Optional.empty();
        }
        TokenType type = type(trace, ACTOR_TYPE, named);
        AccessTokenClaims actor =
                trace.require(
                        ACTOR_VALID,
                        find(exchange, presented.get(), type)
                                .filter(token -> token.act().isEmpty()));
        trace.require(
                ACTOR_OF_CLIENT,
                actor.clientId().equals(client.clientId()),
                client.clientId(),
                actor.clientId());
        requireKey(exchange, actor);
        return Optional.of(actor.subject());
    }

    private static TokenType type(Trace trace, Rule rule, Optional<String> named) {
        return trace.require(
                rule,
                named.flatMap(TokenType::of).filter(TokenType::isAccessToken),
                TokenType.ACCESS_TOKEN.uri(),
                named.orElse("nothing"));
    }

    private Optional<AccessTokenClaims> find(Exchange exchange, String token, TokenType type) {
        boolean fits = type == TokenType.ACCESS_TOKEN || CompactJws.parse(token).isPresent();
        return fits ? accessTokens.find(exchange.tenant(), token) : Optional.empty();
    }

    private static void requireKey(Exchange exchange, AccessTokenClaims token) {
        exchange.trace()
                .require(KEY, token.isHeldBy(exchange.proven()), token.bound(), exchange.proven());
    }

    private static int length(Map<?, ?> act) {
        return act.get("act") instanceof Map<?, ?> before ? 1 + length(before) : 1;
    }
}
