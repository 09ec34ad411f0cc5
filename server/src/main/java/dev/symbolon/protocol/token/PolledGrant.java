package dev.symbolon.protocol.token;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.PendingAuthorization;
import dev.symbolon.core.tokens.PendingStore;
import dev.symbolon.core.tokens.Redemption;
import java.time.InstantSource;

/**
 * Who waits for a person's answer on another device asks whether it has come (RFC 8628 §3.5, CIBA
 * §10.1, §11).
 */
final class PolledGrant {

    private final Rules rules;
    private final PendingStore pending;
    private final Tokens tokens;
    private final InstantSource clock;

    PolledGrant(Rules rules, PendingStore pending, Tokens tokens, InstantSource clock) {
        this.rules = rules;
        this.pending = pending;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What each is called in the specification of the grant. */
    record Rules(
            Rule ofClient,
            Rule notDenied,
            Rule notEnded,
            Rule unused,
            Rule notExpired,
            Rule notTooOften,
            Rule answered) {}

    TokenResponse exchange(
            Exchange exchange, Client client, Parameters form, PendingAuthorization waiting) {
        Trace trace = exchange.trace();
        trace.continues(waiting.flow());
        trace.require(
                rules.ofClient(),
                waiting.wasIssuedTo(client.clientId()),
                waiting.approval().clientId(),
                client.clientId());
        if (waiting.deniedAt() != null) {
            // An error of RFC 6749 §5.2 like any other, unlike on a page.
            throw trace.refusal(rules.notDenied()).withStatus(400);
        }
        trace.require(rules.notDenied(), true);
        // What was used is told by redeem, which also ends what it gave.
        trace.require(
                rules.notExpired(),
                waiting.redeemedAt() != null || !waiting.isExpired(clock.instant()));
        if (!waiting.isAllowed()) {
            trace.require(rules.notEnded(), waiting.endedAt() == null);
            trace.require(rules.notTooOften(), pending.poll(exchange.tenant(), waiting));
            throw trace.refusal(rules.answered());
        }
        return redeem(exchange, client, form, waiting);
    }

    private TokenResponse redeem(
            Exchange exchange, Client client, Parameters form, PendingAuthorization allowed) {
        Trace trace = exchange.trace();
        Approval granted = allowed.approval();
        tokens.requireEnabledAccount(exchange, granted);
        Approval narrowed =
                tokens.narrowOnce(exchange, client, granted, allowed.redeemedAt(), form);
        return switch (pending.redeem(
                exchange.tenant(),
                allowed,
                Tokens.bindingOfGrant(exchange, client),
                client.mayUse(ClientMetadata.REFRESH_TOKEN))) {
            case Redemption.First(var grant, var refreshToken) -> {
                trace.require(rules.answered(), true);
                trace.require(rules.unused(), true);
                yield tokens.issue(exchange, client, granted, narrowed, grant.id(), refreshToken);
            }
            case Redemption.Replay() -> throw trace.refusal(rules.unused());
            case Redemption.Ended() -> throw trace.refusal(rules.notEnded());
            case Redemption.Expired() -> throw trace.refusal(rules.notExpired());
        };
    }
}
