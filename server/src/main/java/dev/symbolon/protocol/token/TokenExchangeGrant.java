package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.TokenExchangeRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ExchangePolicy;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.resource.TokenFormat;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.AccessTokenClaims;
import dev.symbolon.core.tokens.Delegation;
import dev.symbolon.core.tokens.Issuer;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 8693: a service that was called with a token gets one of its own from it, for less. What it
 * gets hangs on the same grant, never outlives what it came of, and says who acts.
 * docs/decisions/0047-tokens-of-others.md.
 */
public final class TokenExchangeGrant implements GrantType {

    private final SubjectTokens tokens;
    private final IdJagExchange idJags;
    private final Targets targets;
    private final DetailTargets detailTargets;
    private final Issuer issuer;

    public TokenExchangeGrant(
            SubjectTokens tokens,
            IdJagExchange idJags,
            Targets targets,
            DetailTargets detailTargets,
            Issuer issuer) {
        this.tokens = tokens;
        this.idJags = idJags;
        this.targets = targets;
        this.detailTargets = detailTargets;
        this.issuer = issuer;
    }

    @Override
    public String name() {
        return ClientMetadata.TOKEN_EXCHANGE;
    }

    @Override
    public TokenResponse exchange(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        trace.require(TokenRule.CLIENT_CONFIDENTIAL, !client.isPublic());
        TokenType requested = requested(trace, form);
        if (requested == TokenType.ID_JAG) {
            return idJags.exchange(exchange, client, form);
        }
        AccessTokenClaims subject = tokens.subject(exchange, client, form);
        Delegation delegation =
                new Delegation(
                        tokens.actors(exchange, client, form, subject),
                        client.metadata().tokenExchange().mayAct(),
                        subject.expiresAt());
        List<Resource> resources = resources(exchange, client, subject, form);
        trace.require(
                REQUESTED_TYPE,
                requested != TokenType.JWT
                        || resources.stream().allMatch(r -> r.tokenFormat() == TokenFormat.JWT),
                TokenType.ACCESS_TOKEN.uri(),
                requested.uri());
        Scope scope = scope(trace, client, subject, resources, form);
        List<String> identifiers = resources.stream().map(Resource::identifier).toList();
        return new TokenResponse(
                issuer.accessToken(
                        exchange.tenant(),
                        subject.passedTo(
                                        client.clientId(),
                                        tokens.person(exchange, subject),
                                        scope,
                                        identifiers)
                                .withDetails(details(exchange, client, subject, identifiers, form))
                                .boundTo(exchange.binding()),
                        subject.grantId().orElse(null),
                        resources,
                        delegation),
                null,
                null,
                requested.uri());
    }

    /** Those of the subject's that are for the new token's APIs, of types that the client knows. */
    private AuthorizationDetails details(
            Exchange exchange,
            Client client,
            AccessTokenClaims subject,
            List<String> identifiers,
            Parameters form) {
        AuthorizationDetails granted =
                detailTargets.at(exchange.tenant(), identifiers, subject.details());
        return detailTargets
                .narrowed(exchange, client, granted, form)
                .only(detail -> client.mayAskForDetailsOf(detail.type()));
    }

    private static TokenType requested(Trace trace, Parameters form) {
        String named = form.first("requested_token_type").orElse(TokenType.ACCESS_TOKEN.uri());
        return trace.require(
                REQUESTED_TYPE,
                TokenType.of(named)
                        .filter(type -> type.isAccessToken() || type == TokenType.ID_JAG),
                TokenType.ACCESS_TOKEN.uri(),
                named);
    }

    /** Those that are named; or else those of the subject's that the client's policy allows. */
    private List<Resource> resources(
            Exchange exchange, Client client, AccessTokenClaims subject, Parameters form) {
        Trace trace = exchange.trace();
        ExchangePolicy policy = client.metadata().tokenExchange();
        List<String> named = new ArrayList<>(form.all("resource"));
        named.addAll(form.all("audience"));
        List<String> wanted =
                named.isEmpty()
                        ? subject.audience().stream().filter(policy.targets()::contains).toList()
                        : named.stream().distinct().toList();
        trace.require(
                TARGET_GRANTED, subject.audience().containsAll(wanted), subject.audience(), wanted);
        trace.require(
                TARGET_ALLOWED,
                !wanted.isEmpty() && policy.targets().containsAll(wanted),
                policy.targets(),
                wanted);
        List<Resource> resources = targets.of(exchange, client, wanted, Scope.NONE);
        targets.requireOneKindOfToken(exchange.trace(), resources);
        return resources;
    }

    private static Scope scope(
            Trace trace,
            Client client,
            AccessTokenClaims subject,
            List<Resource> resources,
            Parameters form) {
        Scope granted = Scope.NONE;
        for (Resource resource : resources) {
            granted = granted.and(resource.of(subject.scope()));
        }
        String asked = form.first("scope").orElse("");
        trace.require(TokenRule.SCOPE_WELL_FORMED, Scope.isWellFormed(asked));
        if (asked.isBlank()) {
            return granted.within(client.scope().tokens());
        }
        Scope scope = Scope.parse(asked);
        trace.require(SCOPE_GRANTED, granted.covers(scope), granted, scope);
        trace.require(SCOPE_OF_CLIENT, client.scope().covers(scope), client.scope(), scope);
        return scope;
    }
}
