package dev.symbolon.protocol.token;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.Delegation;
import dev.symbolon.core.tokens.Issuer;
import java.util.List;

/**
 * RFC 6749 §4.4: a client acts for itself. No person, no refresh token (§4.4.3), nothing stored.
 */
public final class ClientCredentialsGrant implements GrantType {

    private final Targets targets;
    private final DetailTargets detailTargets;
    private final Issuer issuer;

    public ClientCredentialsGrant(Targets targets, DetailTargets detailTargets, Issuer issuer) {
        this.targets = targets;
        this.detailTargets = detailTargets;
        this.issuer = issuer;
    }

    @Override
    public String name() {
        return "client_credentials";
    }

    @Override
    public TokenResponse exchange(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        trace.require(TokenRule.CLIENT_CONFIDENTIAL, !client.isPublic());
        String asked = form.first("scope").orElse("");
        trace.require(TokenRule.SCOPE_WELL_FORMED, Scope.isWellFormed(asked));
        Scope own = client.scope().without(Scope.OF_PERSONS.tokens());
        List<String> named = form.all("resource");
        Scope scope = asked.isBlank() ? usual(exchange, own, named) : Scope.parse(asked);
        trace.require(TokenRule.SCOPE_OF_CLIENT, own.covers(scope), own, scope);
        List<Resource> resources = targets.of(exchange, client, named, scope);
        // RFC 9396 §6: what the client is registered for is the policy.
        AuthorizationDetails details = detailTargets.asked(exchange, client, form);
        List<String> identifiers =
                detailTargets.with(
                        exchange.tenant(),
                        resources.stream().map(Resource::identifier).toList(),
                        details);
        List<Resource> all = targets.granted(exchange.tenant(), identifiers);
        targets.requireOneKindOfToken(exchange.trace(), all);
        Approval approval =
                Approval.ofClient(client.clientId(), scope, identifiers)
                        .withDetails(details)
                        .boundTo(exchange.binding());
        return new TokenResponse(
                issuer.accessToken(
                        exchange.tenant(), approval, null, all, Delegation.among(client)),
                null,
                null);
    }

    /**
     * RFC 6749 §3.3: where none is asked the default is all that the client is registered for, at
     * the APIs that it names. One that it has nothing at is not to be had by saying nothing.
     */
    private Scope usual(Exchange exchange, Scope own, List<String> named) {
        boolean somethingAtEach =
                !named.isEmpty()
                        && targets.granted(exchange.tenant(), named).stream()
                                .noneMatch(api -> api.of(own).isEmpty());
        return somethingAtEach ? targets.scopeAt(exchange.tenant(), named, own) : own;
    }
}
