package dev.symbolon.core.tokens;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tenant.Exchange;
import java.util.List;

/** Reads what is asked of a person who is not there: by a device (RFC 8628), by an app (CIBA). */
public final class AskedElsewhere {

    private final Targets targets;
    private final DetailTargets detailTargets;

    public AskedElsewhere(Targets targets, DetailTargets detailTargets) {
        this.targets = targets;
        this.detailTargets = detailTargets;
    }

    /**
     * What the client asks for, as far as it may; without an account.
     *
     * @param wellFormed what a scope that is none breaks
     * @throws dev.symbolon.core.oauth.Refusal invalid_scope, invalid_target,
     *     invalid_authorization_details
     */
    public Approval read(Exchange exchange, Client client, Parameters form, Rule wellFormed) {
        String sent = form.first("scope").orElse("");
        exchange.trace().require(wellFormed, Scope.isWellFormed(sent));
        Scope scope = targets.grantable(exchange, client, Scope.parse(sent));
        List<Resource> resources = targets.of(exchange, client, form.all("resource"), scope);
        AuthorizationDetails details = detailTargets.asked(exchange, client, form);
        return Approval.ofClient(
                        client.clientId(),
                        scope,
                        detailTargets.with(
                                exchange.tenant(),
                                resources.stream().map(Resource::identifier).toList(),
                                details))
                .withDetails(details);
    }

    /**
     * For who cannot ask for a token of each kind.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_target
     */
    public void requireOneKindOfToken(Exchange exchange, Approval asked) {
        targets.requireOneKindOfToken(
                exchange.trace(), targets.granted(exchange.tenant(), asked.resources()));
    }
}
