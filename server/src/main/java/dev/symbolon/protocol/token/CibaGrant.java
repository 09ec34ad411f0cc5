package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.CibaGrantRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.PendingAuthorization;
import dev.symbolon.core.tokens.PendingStore;
import java.time.InstantSource;

/** CIBA §10.1, §11: an app asks whether the person it named has answered. */
public final class CibaGrant implements GrantType {

    private static final PolledGrant.Rules RULES =
            new PolledGrant.Rules(
                    OF_CLIENT, NOT_DENIED, NOT_ENDED, UNUSED, NOT_EXPIRED, NOT_TOO_OFTEN, ANSWERED);

    private final PendingStore requests;
    private final PolledGrant grant;

    public CibaGrant(PendingStore requests, Tokens tokens, InstantSource clock) {
        this.requests = requests;
        this.grant = new PolledGrant(RULES, requests, tokens, clock);
    }

    @Override
    public String name() {
        return ClientMetadata.CIBA;
    }

    @Override
    public TokenResponse exchange(Exchange exchange, Client client, Parameters form) {
        exchange.trace().require(NOT_PUSHED, !client.metadata().backchannel().isPushed());
        return grant.exchange(exchange, client, form, find(exchange, form));
    }

    private PendingAuthorization find(Exchange exchange, Parameters form) {
        Trace trace = exchange.trace();
        String presented = trace.require(PRESENT, form.first("auth_req_id"));
        return trace.require(
                KNOWN,
                OpaqueValue.parse(OpaqueValue.Kind.AUTH_REQ_ID, presented)
                        .flatMap(value -> requests.find(exchange.tenant(), value)));
    }
}
