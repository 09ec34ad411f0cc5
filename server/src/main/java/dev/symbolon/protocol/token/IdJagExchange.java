package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.IdJagRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.assertion.IdJag;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ExchangePolicy;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.details.DetailsRule;
import dev.symbolon.core.dpop.DpopRule;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.AccessToken;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.Grant;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.core.tokens.IdTokenHint;
import dev.symbolon.core.tokens.RefreshToken;
import dev.symbolon.core.tokens.RefreshTokenStore;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ID-JAG §4.3, cross-app access: an app that a person signed in to gets a grant for another
 * authorization server, which trusts this one. What an administrator allowed the app stands for the
 * person's consent.
 */
public final class IdJagExchange {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Keys keys;
    private final GrantStore grants;
    private final RefreshTokenStore refreshTokens;
    private final Accounts accounts;
    private final Subjects subjects;
    private final InstantSource clock;

    public IdJagExchange(
            Keys keys,
            GrantStore grants,
            RefreshTokenStore refreshTokens,
            Accounts accounts,
            Subjects subjects,
            InstantSource clock) {
        this.keys = keys;
        this.grants = grants;
        this.refreshTokens = refreshTokens;
        this.accounts = accounts;
        this.subjects = subjects;
        this.clock = clock;
    }

    TokenResponse exchange(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        boolean alone =
                form.first("actor_token").isEmpty() && form.first("actor_token_type").isEmpty();
        trace.require(NO_ACTOR, alone);
        trace.require(
                DetailsRule.GRANT_HAS_DETAILS, form.first(AuthorizationDetails.NAME).isEmpty());
        Map<String, Object> claims = subject(exchange, client, form);
        ExchangePolicy policy = client.metadata().tokenExchange();
        List<String> audience = form.all("audience");
        String there =
                trace.require(
                        AUDIENCE,
                        audience.size() == 1
                                ? Optional.ofNullable(
                                        policy.idJagClients().get(audience.getFirst()))
                                : Optional.<String>empty(),
                        policy.idJagClients().keySet(),
                        audience);
        List<String> resources = form.all("resource").stream().distinct().toList();
        trace.require(
                RESOURCE, policy.targets().containsAll(resources), policy.targets(), resources);
        Scope scope = scope(trace, client, form);
        Instant now = clock.instant();
        claims.put("iss", exchange.tenant().issuer().toString());
        claims.put("aud", audience.getFirst());
        claims.put("client_id", there);
        claims.put("jti", OpaqueValue.randomId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        if (!resources.isEmpty()) {
            claims.put("resource", resources.size() == 1 ? resources.getFirst() : resources);
        }
        if (!scope.isEmpty()) {
            claims.put("scope", scope.toString());
        }
        if (!exchange.binding().isNone()) {
            claims.put("cnf", exchange.binding().toMap());
        }
        String jag =
                keys.sign(
                        exchange.tenant(),
                        client.metadata().idTokenSignedResponseAlg(),
                        IdJag.TYP,
                        claims);
        // RFC 8693 §2.2.1: it is no access token, so there is no way to send it as one.
        return new TokenResponse(
                new AccessToken(jag, "N_A", LIFETIME, scope, AuthorizationDetails.NONE),
                null,
                null,
                IdJag.TOKEN_TYPE);
    }

    /** Scopes of the other server; those about the person are asked for here, by signing in. */
    private static Scope scope(Trace trace, Client client, Parameters form) {
        String asked = form.first("scope").orElse("");
        trace.require(TokenRule.SCOPE_WELL_FORMED, Scope.isWellFormed(asked));
        Scope scope = Scope.parse(asked);
        Scope allowed = client.scope().without(Scope.OF_PERSONS.tokens());
        trace.require(SCOPE, allowed.covers(scope), allowed, scope);
        return scope;
    }

    /** Whom the grant is about, and how they signed in. */
    private Map<String, Object> subject(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        String presented =
                trace.require(TokenExchangeRule.SUBJECT_PRESENT, form.first("subject_token"));
        String named = form.first("subject_token_type").orElse("nothing");
        TokenType type =
                trace.require(
                        SUBJECT_TYPE,
                        TokenType.of(named)
                                .filter(t ->
                                        t == TokenType.ID_TOKEN || t == TokenType.REFRESH_TOKEN),
                        TokenType.ID_TOKEN.uri(),
                        named);
        Map<String, Object> claims =
                type == TokenType.ID_TOKEN
                        ? ofIdToken(exchange, client, presented)
                        : ofRefreshToken(exchange, client, presented);
        Account account =
                trace.require(
                        TokenRule.ACCOUNT_ENABLED,
                        person(exchange, client, String.valueOf(claims.get("sub")))
                                .flatMap(id -> accounts.find(exchange.tenant(), id))
                                .filter(found -> !found.disabled()));
        trace.note("account_id", account.id());
        // ID-JAG §3: so that the other server can find somebody who has not signed in there yet.
        if (client.scope().has("email") && account.email() != null) {
            claims.put("email", account.email());
            claims.put("email_verified", account.emailVerified());
        }
        return claims;
    }

    private Optional<String> person(Exchange exchange, Client client, String subject) {
        return subjects.account(exchange.tenant(), client.clientId(), subject);
    }

    private Map<String, Object> ofIdToken(Exchange exchange, Client client, String presented) {
        Trace trace = exchange.trace();
        Instant now = clock.instant();
        Jws token =
                trace.require(
                        SUBJECT_VALID,
                        IdTokenHint.idToken(exchange.tenant(), keys, presented)
                                .filter(jws -> jws.time("exp").filter(now::isBefore).isPresent()));
        String audience = token.audience().getFirst();
        trace.require(
                SUBJECT_OF_CLIENT, audience.equals(client.clientId()), client.clientId(), audience);
        String subject = token.text("sub").orElseThrow();
        String person = trace.require(SUBJECT_VALID, person(exchange, client, subject));
        Grant grant =
                trace.require(
                        CONNECTED, grants.newestLive(exchange.tenant(), person, client.clientId()));
        trace.continues(grant.flow());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subject);
        for (String name : List.of("auth_time", "acr", "amr")) {
            put(claims, name, token.claims().get(name));
        }
        return claims;
    }

    private Map<String, Object> ofRefreshToken(Exchange exchange, Client client, String presented) {
        Trace trace = exchange.trace();
        Instant now = clock.instant();
        RefreshToken token =
                trace.require(
                        SUBJECT_VALID,
                        OpaqueValue.parse(OpaqueValue.Kind.REFRESH_TOKEN, presented)
                                .flatMap(value -> refreshTokens.find(exchange.tenant(), value))
                                .filter(found -> found.rotatedAt() == null)
                                .filter(found -> !found.isExpired(now)));
        trace.continues(token.grant().flow());
        Approval approval = token.grant().approval();
        trace.require(
                SUBJECT_OF_CLIENT,
                token.wasIssuedTo(client.clientId()),
                client.clientId(),
                approval.clientId());
        trace.require(CONNECTED, token.grant().isLive(now));
        Tokens.requireBound(exchange, DpopRule.KEY_OF_REFRESH_TOKEN, approval);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subjects.of(exchange.tenant(), approval));
        Instant authTime = approval.authTime();
        put(claims, "auth_time", authTime == null ? null : authTime.getEpochSecond());
        put(claims, "acr", approval.acr());
        put(claims, "amr", approval.amr().isEmpty() ? null : approval.amr());
        return claims;
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
