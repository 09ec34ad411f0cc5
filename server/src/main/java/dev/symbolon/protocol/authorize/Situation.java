package dev.symbolon.protocol.authorize;

import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.ClaimsRequest;
import dev.symbolon.core.oauth.ClaimsRequest.Wish;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.IdTokenHint;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.identity.account.StandardClaims;
import dev.symbolon.identity.consent.Allowed;
import dev.symbolon.identity.consent.Permission;
import dev.symbolon.identity.session.Session;
import dev.symbolon.identity.session.Sessions;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request that has passed the table, with what the server knows of it.
 *
 * @param scope what can be granted: the unknown is left out (Core §3.1.2.1)
 * @param resources the identifiers of the APIs it is about
 * @param details RFC 9396
 * @param claims Core §5.5, those that the client may have
 * @param subjects whom a hint or the claims name, of whom anyone will do; empty where it may be
 *     anyone
 * @param wanted what a person has to allow
 */
record Situation(
        Exchange exchange,
        AuthorizationRequest request,
        Scope scope,
        List<String> resources,
        AuthorizationDetails details,
        ClaimsRequest claims,
        Set<String> subjects,
        Permission wanted,
        Instant now) {

    /** Reads situations; every check here needs more than the request. */
    static final class Reader {

        private final Keys keys;
        private final Subjects subjects;
        private final Targets targets;
        private final DetailTargets detailTargets;
        private final InstantSource clock;

        Reader(Keys keys, Subjects subjects, Resources resources, InstantSource clock) {
            this.keys = keys;
            this.subjects = subjects;
            this.targets = new Targets(resources);
            this.detailTargets = new DetailTargets(resources);
            this.clock = clock;
        }

        /**
         * @throws dev.symbolon.core.oauth.Refusal for the app
         */
        Situation read(Exchange exchange, AuthorizationRequest request) {
            ClaimsRequest claims = claims(exchange, request);
            Scope grantable = targets.grantable(exchange, request.client(), request.scope());
            // Core §11: where no code comes there is nothing to refresh, and it is ignored.
            Scope scope =
                    request.asksForCode()
                            ? grantable
                            : grantable.without(Set.of(Scope.OFFLINE_ACCESS));
            List<String> named =
                    targets.of(exchange, request.client(), request.resources(), scope).stream()
                            .map(Resource::identifier)
                            .toList();
            AuthorizationDetails details =
                    detailTargets.asked(exchange, request.client(), request.parameters());
            List<String> resources = detailTargets.with(exchange.tenant(), named, details);
            if (request.asksForAccessToken()) {
                targets.requireOneKindOfToken(
                        exchange.trace(), targets.granted(exchange.tenant(), resources));
            }
            return new Situation(
                    exchange,
                    request,
                    scope,
                    resources,
                    details,
                    claims,
                    subjects(exchange, request, claims),
                    Permission.of(
                            detailTargets,
                            exchange.tenant(),
                            scope,
                            StandardClaims.beyond(scope, claims.names()),
                            resources,
                            details),
                    clock.instant());
        }

        /** Asked for by name or by scope, a claim needs the same registration. */
        private static ClaimsRequest claims(Exchange exchange, AuthorizationRequest request) {
            Scope registered = request.client().scope();
            ClaimsRequest asked = request.claims(exchange.trace());
            ClaimsRequest allowed =
                    asked.only(claim ->
                            StandardClaims.scopeOf(claim).map(registered::has).orElse(true));
            if (!allowed.equals(asked)) {
                Set<String> leftOut = new LinkedHashSet<>(asked.names());
                leftOut.removeAll(allowed.names());
                exchange.trace().note("claims beyond the client's scope", leftOut);
            }
            return allowed;
        }

        /** Core §3.1.2.2, §5.5.1: where hint and claim are both there, both hold. */
        private Set<String> subjects(
                Exchange exchange, AuthorizationRequest request, ClaimsRequest claims) {
            Trace trace = exchange.trace();
            Set<String> claimed =
                    wished(claims, "sub").stream()
                            .map(sub -> person(exchange, request, sub))
                            .collect(Collectors.toSet());
            @Nullable String hint = request.sent("id_token_hint").orElse(null);
            if (hint == null) {
                return claimed;
            }
            IdTokenHint read =
                    trace.require(
                            DecisionRule.ID_TOKEN_HINT_OURS,
                            IdTokenHint.of(exchange.tenant(), keys, hint));
            trace.require(
                    DecisionRule.ID_TOKEN_HINT_OURS,
                    read.clientId().equals(request.client().clientId()),
                    request.client().clientId(),
                    read.clientId());
            String hinted = person(exchange, request, read.subject());
            trace.require(
                    DecisionRule.ACCOUNT_CHOSEN,
                    claimed.isEmpty() || claimed.contains(hinted),
                    hinted,
                    claimed);
            return Set.of(hinted);
        }

        /** Whom the client calls so; nobody has the empty id. */
        private String person(Exchange exchange, AuthorizationRequest request, String subject) {
            return subjects.account(exchange.tenant(), request.client().clientId(), subject)
                    .orElse("");
        }
    }

    /**
     * @param visit who is signed in, and what they allowed the client; absent where nobody is
     */
    Decision decide(Sessions.@Nullable With<Allowed> visit, @Nullable Interaction interaction) {
        if (!request.returnAddress().provesClient()) {
            exchange.trace().note("consent", "asked each time, RFC 8252 §8.6");
        }
        return new Decide(
                        request,
                        scope,
                        subjects,
                        claims.ofIdToken("acr").filter(Wish::essential).isPresent()
                                ? wished(claims, "acr")
                                : List.of(),
                        interaction,
                        visit != null && isAllowed(visit.beside()),
                        now)
                .next(visit == null ? null : visit.session());
    }

    private boolean isAllowed(Allowed before) {
        boolean spared = !request.client().needsConsentFor(scope) && !wanted.asksEachTime();
        return spared || before.covers(wanted);
    }

    Approval approval(Session session, Scope granted) {
        return new Approval(
                request.client().clientId(),
                session.accountId(),
                session.id(),
                session.sid(),
                granted,
                resources,
                request.sent("nonce").orElse(null),
                session.authTime(),
                session.acr(),
                session.amr(),
                claims.isEmpty() ? null : claims.toString(),
                Confirmation.ofKey(request.sent("dpop_jkt").orElse(null))
                        .ofInstance(request.sent(AuthorizationRequest.INSTANCE).orElse(null)),
                details);
    }

    /** What the pages must know. */
    Ask ask() {
        return Ask.by(
                request.client(),
                exchange.locales(),
                URI.create(request.returnAddress().redirectUri()),
                request.sent("login_hint").orElse(null),
                request.words("ui_locales"),
                request.sent("display").orElse(null),
                scope,
                resources,
                StandardClaims.beyond(scope, claims.names()),
                details,
                null);
    }

    /** The values that a claim of the ID token must have, of which any will do (Core §5.5.1). */
    private static List<String> wished(ClaimsRequest claims, String claim) {
        return claims.ofIdToken(claim).map(Wish::values).orElse(List.of()).stream()
                .map(String::valueOf)
                .toList();
    }
}
