package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.DeviceCodeRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.PendingAuthorization;
import dev.symbolon.core.tokens.PendingStore;
import java.time.InstantSource;

/** RFC 8628 §3.4, §3.5: a device asks whether the person has answered on another one. */
public final class DeviceCodeGrant implements GrantType {

    private static final PolledGrant.Rules RULES =
            new PolledGrant.Rules(
                    OF_CLIENT, NOT_DENIED, NOT_ENDED, UNUSED, NOT_EXPIRED, NOT_TOO_OFTEN, ANSWERED);

    private final PendingStore devices;
    private final PolledGrant grant;

    public DeviceCodeGrant(PendingStore devices, Tokens tokens, InstantSource clock) {
        this.devices = devices;
        this.grant = new PolledGrant(RULES, devices, tokens, clock);
    }

    @Override
    public String name() {
        return ClientMetadata.DEVICE_CODE;
    }

    @Override
    public TokenResponse exchange(Exchange exchange, Client client, Parameters form) {
        return grant.exchange(exchange, client, form, find(exchange, form));
    }

    private PendingAuthorization find(Exchange exchange, Parameters form) {
        Trace trace = exchange.trace();
        String presented = trace.require(PRESENT, form.first("device_code"));
        return trace.require(
                KNOWN,
                OpaqueValue.parse(OpaqueValue.Kind.DEVICE_CODE, presented)
                        .flatMap(value -> devices.find(exchange.tenant(), value)));
    }
}
