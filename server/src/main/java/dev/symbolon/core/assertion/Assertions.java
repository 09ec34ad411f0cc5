package dev.symbolon.core.assertion;

import static dev.symbolon.core.assertion.AssertionRule.*;

import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.JwsVerifier.Verdict;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Whether another issuer's JWT holds here (RFC 7523 §3, ID-JAG §4.4.1): its signature first, then
 * what it says. Nothing is used up.
 */
public final class Assertions {

    private static final int LONGEST_TEXT = 1000;

    /** Clocks differ. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    /** Bounds how long used ones are kept, and how long a stolen unused one is good for. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final TrustedIssuers issuers;
    private final InstantSource clock;
    private final String tokenEndpoint;

    /**
     * @param tokenEndpoint its path below the issuer
     */
    public Assertions(TrustedIssuers issuers, InstantSource clock, String tokenEndpoint) {
        this.issuers = issuers;
        this.clock = clock;
        this.tokenEndpoint = tokenEndpoint;
    }

    /**
     * What it says.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_grant where it does not hold
     */
    public Assertion check(Exchange exchange, Client client, String compact) {
        Trace trace = exchange.trace();
        Optional<CompactJws> sent = CompactJws.parse(compact);
        String iss = trace.require(FORM, sent.flatMap(Assertions::issuer));
        TrustedIssuer issuer =
                trace.require(
                        ISSUER,
                        issuers.of(exchange.tenant(), iss),
                        issuers.of(exchange.tenant()),
                        iss);
        trace.note("assertion_issuer", iss);
        trace.require(
                CLIENT,
                issuer.clients().contains(client.clientId()),
                issuer.clients(),
                client.clientId());
        Jws jws =
                switch (issuer.keys().verify(sent.orElseThrow())) {
                    case Verdict.Valid(Jws valid) -> {
                        trace.require(SIGNED, true);
                        yield valid;
                    }
                    case Verdict.Invalid(var reason) ->
                            throw trace.refusal(SIGNED, "a key of " + iss, reason);
                };
        AssertionKind kind =
                trace.require(
                        TYP,
                        AssertionKind.of(jws).filter(issuer.accepts()::contains),
                        issuer.accepts(),
                        jws.typ().orElse("no typ"));
        String subject = trace.require(SUBJECT, text(jws, "sub"));
        checkAudience(exchange, jws, kind);
        checkClient(exchange, client, jws, kind);
        Instant expiry = checkTimes(trace, jws, kind);
        String jti = trace.require(ID, text(jws, "jti"));
        return new Assertion(issuer, jws, subject, jti, expiry.plus(SKEW));
    }

    private static Optional<String> issuer(CompactJws jws) {
        return jws.unverifiedClaims()
                .map(claims -> claims.get("iss"))
                .map(iss -> iss instanceof String text ? text : null);
    }

    private static Optional<String> text(Jws jws, String claim) {
        return jws.text(claim)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_TEXT)
                // What no database can keep is nobody's.
                .filter(text -> text.indexOf('\0') < 0);
    }

    /** Made for us alone: one that is also for others could be brought here by them. */
    private void checkAudience(Exchange exchange, Jws jws, AssertionKind kind) {
        String ours = exchange.tenant().issuer().toString();
        List<String> us =
                kind == AssertionKind.ID_JAG
                        ? List.of(ours)
                        : List.of(ours, exchange.tenant().url(tokenEndpoint));
        exchange.trace()
                .require(
                        AUDIENCE,
                        jws.audience().size() == 1 && us.containsAll(jws.audience()),
                        us,
                        jws.audience());
    }

    private static void checkClient(Exchange exchange, Client client, Jws jws, AssertionKind kind) {
        Trace trace = exchange.trace();
        if (kind == AssertionKind.ID_JAG) {
            String named = jws.text("client_id").orElse("none");
            trace.require(CLIENT_ID, named.equals(client.clientId()), client.clientId(), named);
        }
        Object cnf = jws.claims().get("cnf");
        trace.require(
                KEY,
                exchange.proven().meets(cnf),
                cnf == null ? "nothing" : cnf,
                exchange.proven());
    }

    /** When it expires. */
    private Instant checkTimes(Trace trace, Jws jws, AssertionKind kind) {
        Instant now = clock.instant();
        Instant expiry = jws.time("exp").orElse(Instant.EPOCH);
        boolean good =
                now.isBefore(expiry.plus(SKEW)) && !expiry.isAfter(now.plus(LONGEST).plus(SKEW));
        boolean begun =
                jws.isAbsentOr("nbf", time -> !time.isAfter(now.plus(SKEW)))
                        && jws.isAbsentOr("iat", time -> !time.isAfter(now.plus(SKEW)));
        boolean dated = kind != AssertionKind.ID_JAG || jws.time("iat").isPresent();
        trace.require(
                TIMES,
                good && begun && dated,
                "nbf and iat, then " + now + ", then exp within an hour",
                "iat " + jws.claims().get("iat") + ", " + jws.times());
        return expiry;
    }
}
