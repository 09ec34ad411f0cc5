package dev.symbolon.protocol.token;

import static dev.symbolon.core.assertion.AssertionRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.assertion.Assertion;
import dev.symbolon.core.assertion.Assertions;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.details.DetailsRule;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.AssertionGrants;
import dev.symbolon.core.tokens.Delegation;
import dev.symbolon.core.tokens.Grant;
import dev.symbolon.core.tokens.Issuer;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * RFC 7523 §2.1: what a trusted issuer says of a person stands for their consent; so does an ID-JAG
 * (ID-JAG §4.4). There is no refresh token (RFC 7521 §4.1): the client asks the issuer again.
 */
public final class JwtBearerGrant implements GrantType {

    private final Assertions assertions;
    private final Accounts accounts;
    private final Targets targets;
    private final AssertionGrants grants;
    private final Issuer issuer;

    public JwtBearerGrant(
            Assertions assertions,
            Accounts accounts,
            Targets targets,
            AssertionGrants grants,
            Issuer issuer) {
        this.assertions = assertions;
        this.accounts = accounts;
        this.targets = targets;
        this.grants = grants;
        this.issuer = issuer;
    }

    @Override
    public String name() {
        return ClientMetadata.JWT_BEARER;
    }

    @Override
    public TokenResponse exchange(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        trace.require(TokenRule.CLIENT_CONFIDENTIAL, !client.isPublic());
        // What the other issuer says is all that is granted, and its word is of scopes.
        trace.require(
                DetailsRule.GRANT_HAS_DETAILS, form.first(AuthorizationDetails.NAME).isEmpty());
        String presented = trace.require(PRESENT, form.first("assertion"));
        Assertion assertion = assertions.check(exchange, client, presented);
        trace.require(DetailsRule.GRANT_HAS_DETAILS, !assertion.hasDetails());
        Account account =
                trace.require(
                        ACCOUNT, find(exchange.tenant(), assertion).filter(a -> !a.disabled()));
        trace.note("account_id", account.id());
        Approval approval = approval(exchange, client, account, assertion, form);
        List<Resource> resources = targets.granted(exchange.tenant(), approval.resources());
        targets.requireOneKindOfToken(exchange.trace(), resources);
        Optional<Grant> grant =
                grants.begin(
                        exchange.tenant(),
                        assertion.issuer().issuer(),
                        assertion.jti(),
                        assertion.until(),
                        approval,
                        trace.flow());
        String grantId = trace.require(ONCE, grant).id();
        return new TokenResponse(
                issuer.accessToken(
                        exchange.tenant(),
                        approval.boundTo(exchange.binding()),
                        grantId,
                        resources,
                        new Delegation(
                                assertion.act(), client.metadata().tokenExchange().mayAct(), null)),
                null,
                null);
    }

    /**
     * By its link; else, where the issuer is trusted with it, by an email verified on both sides.
     */
    private Optional<Account> find(Tenant tenant, Assertion assertion) {
        return accounts.findLinked(tenant, assertion.issuer().issuer(), assertion.subject())
                .or(() ->
                        assertion
                                .email()
                                .flatMap(email ->
                                        accounts.findByLogin(tenant, email)
                                                .filter(account -> account.verified(email))));
    }

    private Approval approval(
            Exchange exchange,
            Client client,
            Account account,
            Assertion assertion,
            Parameters form) {
        Trace trace = exchange.trace();
        List<String> named = form.all("resource").stream().distinct().toList();
        List<String> granted = assertion.resources();
        trace.require(RESOURCE, granted.isEmpty() || granted.containsAll(named), granted, named);
        List<String> wanted = named.isEmpty() ? granted : named;
        Scope most =
                assertion
                        .scope()
                        .within(client.scope().tokens())
                        .without(Set.of(Scope.OFFLINE_ACCESS));
        String asked = form.first("scope").orElse("");
        trace.require(TokenRule.SCOPE_WELL_FORMED, Scope.isWellFormed(asked));
        trace.require(SCOPE, most.covers(Scope.parse(asked)), most, asked);
        Scope scope =
                !asked.isBlank()
                        ? Scope.parse(asked)
                        : wanted.isEmpty()
                                ? most
                                : targets.scopeAt(exchange.tenant(), wanted, most);
        List<String> resources =
                targets.of(exchange, client, wanted, scope).stream()
                        .map(Resource::identifier)
                        .toList();
        return new Approval(
                client.clientId(),
                account.id(),
                null,
                null,
                scope,
                resources,
                null,
                null,
                null,
                List.of(),
                null,
                Confirmation.NONE);
    }
}
