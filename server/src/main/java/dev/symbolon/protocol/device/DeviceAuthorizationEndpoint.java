package dev.symbolon.protocol.device;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.AskedElsewhere;
import dev.symbolon.core.tokens.DeviceStore;
import dev.symbolon.core.tokens.PendingStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code POST /oauth/device}, RFC 8628 §3.1: a device asks to be connected, and gets its codes. */
public final class DeviceAuthorizationEndpoint implements Exchange.Endpoint {

    private final ClientAuthentication authentication;
    private final AskedElsewhere asked;
    private final DeviceStore devices;

    public DeviceAuthorizationEndpoint(
            ClientAuthentication authentication, AskedElsewhere asked, DeviceStore devices) {
        this.authentication = authentication;
        this.asked = asked;
        this.devices = devices;
    }

    @Override
    public Response handle(Exchange exchange) {
        Trace trace = exchange.trace();
        trace.require(DeviceRule.FORM, exchange.request().hasForm());
        Parameters asSent = exchange.request().form();
        List<String> repeated =
                asSent.repeated().stream().filter(name -> !name.equals("resource")).toList();
        trace.require(DeviceRule.PARAMETERS_ONCE, repeated.isEmpty(), "each once", repeated);
        Parameters form = asSent.withoutEmpty();
        Client client = authentication.authenticate(exchange, form).client();
        trace.require(
                DeviceRule.GRANT_TYPE_ALLOWED,
                client.mayUse(ClientMetadata.DEVICE_CODE),
                ClientMetadata.DEVICE_CODE,
                client.metadata().grantTypes());

        DeviceStore.Begun begun =
                devices.begin(
                        exchange.tenant(),
                        asked.read(exchange, client, form, DeviceRule.SCOPE_WELL_FORMED),
                        exchange.request().remoteAddress(),
                        trace.flow());
        return Response.json(200, answer(exchange, begun));
    }

    /** RFC 8628 §3.2. */
    private static Map<String, Object> answer(Exchange exchange, DeviceStore.Begun begun) {
        String page = exchange.tenant().url(DevicePage.PATH);
        String userCode = begun.userCode().shown();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("device_code", begun.deviceCode().value());
        answer.put("user_code", userCode);
        answer.put("verification_uri", page);
        answer.put("verification_uri_complete", page + "?user_code=" + userCode);
        answer.put("expires_in", DeviceStore.LIFETIME.toSeconds());
        answer.put("interval", PendingStore.INTERVAL.toSeconds());
        return answer;
    }
}
