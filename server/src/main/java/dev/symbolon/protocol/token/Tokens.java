package dev.symbolon.protocol.token;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.client.attestation.AttestationRule;
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
import dev.symbolon.core.tokens.Redemption;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.StandardClaims;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the grants that a person stands behind share: is the person still welcome, how much is
 * asked, and the answer.
 */
public final class Tokens {

    /** CIBA §10.3.1: of the refresh token. */
    private static final String RT_HASH = "urn:openid:params:jwt:claim:rt_hash";

    private static final String AUTH_REQ_ID = "urn:openid:params:jwt:claim:auth_req_id";

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
        return requireEnabledAccount(exchange.tenant(), exchange.trace(), approval);
    }

    private Account requireEnabledAccount(Tenant tenant, Trace trace, Approval approval) {
        return trace.require(
                TokenRule.ACCOUNT_ENABLED,
                accounts.find(tenant, String.valueOf(approval.accountId()))
                        .filter(account -> !account.disabled()));
    }

    /**
     * What is bound to a key is good only with a proof of that key (RFC 9449 §5, §10), what is
     * bound to a certificate only with that (RFC 8705 §4), what an instance of the client got only
     * with its own key attested (Attestation-Based Client Authentication §10.3).
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
        if (bound.instance() != null) {
            Object attested =
                    exchange.attestedKey() == null ? "no attestation" : exchange.attestedKey();
            trace.require(
                    AttestationRule.INSTANCE,
                    bound.instance().equals(attested),
                    bound.instance(),
                    attested);
        }
    }

    /**
     * What a new grant is bound to (RFC 9449 §5, RFC 8705 §4): a public client's refresh tokens to
     * what it proves. A confidential client proves itself each time anyway, and may change its key;
     * but an attested one is many instances, each with grants of its own.
     */
    static Confirmation bindingOfGrant(Exchange exchange, Client client) {
        Confirmation shown = client.isPublic() ? exchange.binding() : Confirmation.NONE;
        return shown.ofInstance(exchange.attestedKey());
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
                exchange.trace(), targets.granted(exchange.tenant(), narrowed.resources()));
        return narrowed;
    }

    /**
     * The same for what is good once and brings its scope with it: RFC 6749 §4.1.3 has none here,
     * and §3.2 lets what is not known be sent. One that was used is not narrowed: to redeem it
     * again ends what it gave, whatever is asked for now.
     *
     * @param redeemedAt absent where it was not used
     */
    Approval narrowOnce(
            Exchange exchange,
            Client client,
            Approval granted,
            @Nullable Instant redeemedAt,
            Parameters form) {
        return redeemedAt == null
                ? narrow(exchange, client, granted, granted.scope(), form)
                : granted;
    }

    private Approval narrow(
            Exchange exchange,
            Approval granted,
            Approval wanted,
            Scope scope,
            List<String> resources) {
        Tenant tenant = exchange.tenant();
        if (resources.isEmpty()) {
            return left(tenant, granted, wanted, scope);
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

    private Approval left(Tenant tenant, Approval granted, Approval wanted, Scope scope) {
        List<String> left = left(tenant, granted, wanted.details(), scope);
        return wanted.narrowedTo(scope, left)
                .withDetails(detailTargets.at(tenant, left, wanted.details()));
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
        AccessToken accessToken =
                accessToken(
                        exchange.tenant(), client, narrowed.boundTo(exchange.binding()), grantId);
        @Nullable String idToken =
                narrowed.scope().has(Scope.OPENID)
                        ? idToken(
                                exchange.tenant(),
                                exchange.trace(),
                                client,
                                granted,
                                claims(exchange, granted),
                                Map.of(Issuer.AT_HASH, accessToken.value()))
                        : null;
        return new TokenResponse(
                accessToken, refreshToken == null ? null : refreshToken.value(), idToken);
    }

    /**
     * CIBA §10.3.1: all that was allowed, bound to nothing, with an ID token that holds the other
     * tokens and the request together.
     */
    TokenResponse push(
            Tenant tenant, Trace trace, Client client, Redemption.First first, String authReqId) {
        Approval granted = first.grant().approval();
        requireEnabledAccount(tenant, trace, granted);
        Approval whole = left(tenant, granted, granted, granted.scope());
        targets.requireOneKindOfToken(trace, targets.granted(tenant, whole.resources()));
        AccessToken accessToken = accessToken(tenant, client, whole, first.grant().id());
        OpaqueValue refreshToken = first.refreshToken();
        Map<String, String> with = new LinkedHashMap<>();
        with.put(Issuer.AT_HASH, accessToken.value());
        if (refreshToken != null) {
            with.put(RT_HASH, refreshToken.value());
        }
        return new TokenResponse(
                accessToken,
                refreshToken == null ? null : refreshToken.value(),
                idToken(tenant, trace, client, granted, Map.of(AUTH_REQ_ID, authReqId), with));
    }

    private AccessToken accessToken(
            Tenant tenant, Client client, Approval narrowed, String grantId) {
        return issuer.accessToken(
                tenant,
                narrowed,
                grantId,
                targets.granted(tenant, narrowed.resources()),
                Delegation.among(client));
    }

    private String idToken(
            Tenant tenant,
            Trace trace,
            Client client,
            Approval granted,
            Map<String, Object> claims,
            Map<String, String> with) {
        String signed = issuer.idToken(tenant, client, granted, claims, with);
        return encryption.jwt(trace, client, client.metadata().encryptions().idToken(), signed);
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
