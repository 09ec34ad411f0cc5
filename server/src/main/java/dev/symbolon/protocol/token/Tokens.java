package dev.symbolon.protocol.token;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.dpop.DpopRule;
import dev.symbolon.core.mtls.MutualTlsRule;
import dev.symbolon.core.oauth.ClaimsRequest;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tokens.AccessToken;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.Delegation;
import dev.symbolon.core.tokens.Issuer;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.StandardClaims;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the grants that a person stands behind share: is the person still welcome, how much is
 * asked, and the answer.
 */
public final class Tokens {

    private final Accounts accounts;
    private final Targets targets;
    private final DetailTargets detailTargets;
    private final Issuer issuer;
    private final ClientEncryption encryption;

    public Tokens(
            Accounts accounts,
            Targets targets,
            DetailTargets detailTargets,
            Issuer issuer,
            ClientEncryption encryption) {
        this.accounts = accounts;
        this.targets = targets;
        this.detailTargets = detailTargets;
        this.issuer = issuer;
        this.encryption = encryption;
    }

    Account requireEnabledAccount(Exchange exchange, Approval approval) {
        exchange.trace().note("account_id", approval.accountId());
        return exchange.trace()
                .require(
                        TokenRule.ACCOUNT_ENABLED,
                        accounts.find(exchange.tenant(), String.valueOf(approval.accountId()))
                                .filter(account -> !account.disabled()));
    }

    /**
     * What is bound to a key is good only with a proof of that key (RFC 9449 §5, §10), what is
     * bound to a certificate only with that (RFC 8705 §4).
     *
     * @param rule what to call it where it is a key
     */
    static void requireBound(Exchange exchange, DpopRule rule, Approval approval) {
        Trace trace = exchange.trace();
        Confirmation bound = approval.bound();
        Confirmation proven = exchange.proven();
        if (bound.jkt() != null) {
            Object key = proven.jkt() == null ? "no proof" : proven.jkt();
            trace.require(rule, bound.jkt().equals(proven.jkt()), bound.jkt(), key);
        }
        if (bound.x5t() != null) {
            Object shown = proven.x5t() == null ? "no certificate" : proven.x5t();
            trace.require(
                    MutualTlsRule.CERTIFICATE_OF_GRANT,
                    bound.x5t().equals(proven.x5t()),
                    bound.x5t(),
                    shown);
        }
    }

    /**
     * What a new grant is bound to (RFC 9449 §5, RFC 8705 §4): a public client's refresh tokens to
     * what it proves. A confidential client proves itself each time anyway, and may change its key.
     */
    static Confirmation bindingOfGrant(Exchange exchange, Client client) {
        return client.isPublic() ? exchange.binding() : Confirmation.NONE;
    }

    /**
     * RFC 8707 §2.2, RFC 9396 §6: a token request may name fewer APIs and details than were
     * granted, never others.
     *
     * @param scope what is asked for, of what was granted
     */
    Approval narrow(
            Exchange exchange, Client client, Approval granted, Scope scope, Parameters form) {
        Approval wanted =
                granted.withDetails(
                        detailTargets.narrowed(exchange, client, granted.details(), form));
        Approval narrowed = narrow(exchange, granted, wanted, scope, form.all("resource"));
        targets.requireOneKindOfToken(
                exchange, targets.granted(exchange.tenant(), narrowed.resources()));
        return narrowed;
    }

    private Approval narrow(
            Exchange exchange,
            Approval granted,
            Approval wanted,
            Scope scope,
            List<String> resources) {
        Tenant tenant = exchange.tenant();
        if (resources.isEmpty()) {
            List<String> left = left(tenant, granted, wanted.details(), scope);
            return wanted.narrowedTo(scope, left)
                    .withDetails(detailTargets.at(tenant, left, wanted.details()));
        }
        exchange.trace()
                .require(
                        TokenRule.RESOURCE_GRANTED,
                        granted.resources().containsAll(resources),
                        granted.resources(),
                        resources);
        List<String> named = resources.stream().distinct().toList();
        return wanted.narrowedTo(targets.scopeAt(tenant, named, scope), named)
                .withDetails(detailTargets.at(tenant, named, wanted.details()));
    }

    /** Those of the granted APIs that anything is left for. */
    private List<String> left(
            Tenant tenant, Approval granted, AuthorizationDetails details, Scope scope) {
        List<String> byScope =
                targets.narrowed(tenant, granted.resources(), granted.scope(), scope);
        if (granted.details().isEmpty()) {
            return byScope;
        }
        Set<String> before = detailTargets.identifiers(tenant, granted.details());
        Set<String> now = detailTargets.identifiers(tenant, details);
        List<String> scoped =
                targets.granted(tenant, granted.resources()).stream()
                        .filter(api -> !api.of(scope).isEmpty())
                        .map(Resource::identifier)
                        .toList();
        return granted.resources().stream()
                .filter(api ->
                        now.contains(api)
                                || scoped.contains(api)
                                || (byScope.contains(api) && !before.contains(api)))
                .toList();
    }

    /**
     * Mints and answers.
     *
     * @param granted what the ID token speaks of
     * @param narrowed what the access token opens; it is bound to what the request proves
     */
    TokenResponse issue(
            Exchange exchange,
            Client client,
            Approval granted,
            Approval narrowed,
            String grantId,
            @Nullable OpaqueValue refreshToken) {
        List<Resource> resources = targets.granted(exchange.tenant(), narrowed.resources());
        AccessToken accessToken =
                issuer.accessToken(
                        exchange.tenant(),
                        narrowed.boundTo(exchange.binding()),
                        grantId,
                        resources,
                        Delegation.among(client));
        @Nullable String idToken =
                narrowed.scope().has(Scope.OPENID)
                        ? idToken(exchange, client, granted, accessToken)
                        : null;
        return new TokenResponse(
                accessToken, refreshToken == null ? null : refreshToken.value(), idToken);
    }

    private String idToken(
            Exchange exchange, Client client, Approval granted, AccessToken accessToken) {
        String signed =
                issuer.idToken(
                        exchange.tenant(),
                        client,
                        granted,
                        claims(exchange, granted),
                        Map.of(Issuer.AT_HASH, accessToken.value()));
        return encryption.jwt(
                exchange.trace(), client, client.metadata().encryptions().idToken(), signed);
    }

    /**
     * Core §5.4: with an access token at hand, scopes speak to userinfo; only §5.5 asks for claims
     * in the ID token.
     */
    private Map<String, Object> claims(Exchange exchange, Approval granted) {
        if (granted.claims() == null) {
            return Map.of();
        }
        Account account = requireEnabledAccount(exchange, granted);
        return StandardClaims.of(
                account, Scope.NONE, ClaimsRequest.kept(granted.claims()).idToken());
    }
}
