package dev.symbolon.core.client.authentication;

import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.mtls.MutualTls;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a client assertion must say (RFC 7523 §3, Core §9).
 *
 * @param tokenEndpoint its path below the issuer
 */
record AssertionClaims(InstantSource clock, MutualTls mutualTls, String tokenEndpoint) {

    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");
    private static final int LONGEST_JTI = 1000;

    /** Bounds how long used ones are kept, and how long a stolen unused one is good for. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * What using it up needs.
     *
     * @param until when it is expired for everybody, with what is forgiven
     */
    record Checked(String jti, Instant until) {}

    /**
     * @throws dev.symbolon.core.oauth.Refusal where it says something else
     */
    Checked check(Exchange exchange, Client client, Jws jws) {
        Trace trace = exchange.trace();
        String clientId = client.clientId();
        trace.require(AuthenticationRule.ASSERTION_TYP, jws.isUntypedOr(TYPES));
        String issuer = jws.text("iss").orElse("");
        trace.require(
                AuthenticationRule.ASSERTION_ISSUER, issuer.equals(clientId), clientId, issuer);
        checkAudience(exchange, client, jws);
        Instant expiry = checkTimes(trace, client.profile().skew(), jws);
        String jti = jws.text("jti").orElse("");
        trace.require(
                AuthenticationRule.ASSERTION_ID, !jti.isEmpty() && jti.length() <= LONGEST_JTI);
        return new Checked(jti, expiry.plus(client.profile().skew()));
    }

    /**
     * All of the audience is us: one that is also for somebody else could have been used there, and
     * be brought here by them. FAPI 2.0 Security Profile §5.3.2.1 wants the issuer and nothing
     * else, and that as a text, not as a list.
     */
    private void checkAudience(Exchange exchange, Client client, Jws jws) {
        Trace trace = exchange.trace();
        var tenant = exchange.tenant();
        String issuer = tenant.issuer().toString();
        if (client.profile().isFapi()) {
            Object said = jws.claims().getOrDefault("aud", "nobody");
            // A list of the one right text looks like that text, unless it is shown as it came.
            Object shown = said instanceof List<?> list ? Json.text(list) : said;
            trace.require(
                    AuthenticationRule.ASSERTION_AUDIENCE, issuer.equals(said), issuer, shown);
            return;
        }
        List<String> us = new ArrayList<>(List.of(issuer, tenant.url(tokenEndpoint)));
        us.addAll(mutualTls.addresses(exchange));
        List<String> audience = jws.audience();
        trace.require(
                AuthenticationRule.ASSERTION_AUDIENCE,
                !audience.isEmpty() && us.containsAll(audience),
                us,
                audience);
    }

    /** When it expires. */
    private Instant checkTimes(Trace trace, Duration skew, Jws jws) {
        Instant now = clock.instant();
        Instant expiry = jws.time("exp").orElse(Instant.EPOCH);
        boolean ahead = now.isBefore(expiry.plus(skew));
        boolean soon = !expiry.isAfter(now.plus(LONGEST).plus(skew));
        trace.require(
                AuthenticationRule.ASSERTION_EXPIRY,
                ahead && soon,
                () -> "from " + now + " to " + now.plus(LONGEST),
                () -> jws.time("exp").map(Instant::toString).orElse("no time"));
        for (String claim : List.of("nbf", "iat")) {
            trace.require(
                    AuthenticationRule.ASSERTION_NOT_EARLY,
                    jws.isAbsentOr(claim, time -> !time.isAfter(now.plus(skew))),
                    () -> "not after " + now,
                    () -> claim + " " + jws.claims().get(claim));
        }
        return expiry;
    }
}
