package dev.symbolon.protocol.token;

import static dev.symbolon.protocol.token.DeviceCodeRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.DeviceAuthorization;
import dev.symbolon.core.tokens.DeviceStore;
import dev.symbolon.core.tokens.Redemption;
import java.time.InstantSource;

/** RFC 8628 §3.4, §3.5: a device asks whether the person has answered on another one. */
public final class DeviceCodeGrant implements GrantType {

    private final DeviceStore devices;
    private final Tokens tokens;
    private final InstantSource clock;

    public DeviceCodeGrant(DeviceStore devices, Tokens tokens, InstantSource clock) {
        this.devices = devices;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public String name() {
        return ClientMetadata.DEVICE_CODE;
    }

    @Override
    public TokenResponse exchange(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        DeviceAuthorization device = find(exchange, form);
        trace.continues(device.flow());
        trace.require(
                OF_CLIENT,
                device.wasIssuedTo(client.clientId()),
                device.approval().clientId(),
                client.clientId());
        if (device.deniedAt() != null) {
            // RFC 8628 §3.5: an error of RFC 6749 §5.2 like any other, unlike on a page.
            throw trace.refusal(NOT_DENIED).withStatus(400);
        }
        trace.require(NOT_DENIED, true);
        // What was used is told by redeem, which also ends what it gave.
        trace.require(
                NOT_EXPIRED, device.redeemedAt() != null || !device.isExpired(clock.instant()));
        if (!device.isAllowed()) {
            trace.require(NOT_ENDED, device.endedAt() == null);
            trace.require(NOT_TOO_OFTEN, devices.poll(exchange.tenant(), device));
            throw trace.refusal(ANSWERED);
        }
        Approval granted = device.approval();
        tokens.requireEnabledAccount(exchange, granted);
        Approval narrowed = tokens.narrow(exchange, client, granted, granted.scope(), form);
        return switch (devices.redeem(
                exchange.tenant(),
                device,
                Tokens.bindingOfGrant(exchange, client),
                client.mayUse(ClientMetadata.REFRESH_TOKEN))) {
            case Redemption.First(var grant, var refreshToken) -> {
                trace.require(ANSWERED, true);
                trace.require(UNUSED, true);
                yield tokens.issue(exchange, client, granted, narrowed, grant.id(), refreshToken);
            }
            case Redemption.Replay() -> throw trace.refusal(UNUSED);
            case Redemption.Ended() -> throw trace.refusal(NOT_ENDED);
            case Redemption.Expired() -> throw trace.refusal(NOT_EXPIRED);
        };
    }

    private DeviceAuthorization find(Exchange exchange, Parameters form) {
        Trace trace = exchange.trace();
        String presented = trace.require(PRESENT, form.first("device_code"));
        return trace.require(
                KNOWN,
                OpaqueValue.parse(OpaqueValue.Kind.DEVICE_CODE, presented)
                        .flatMap(value -> devices.find(exchange.tenant(), value)));
    }
}
