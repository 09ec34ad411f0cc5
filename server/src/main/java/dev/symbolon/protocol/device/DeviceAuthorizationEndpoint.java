package dev.symbolon.protocol.device;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.DeviceStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code POST /oauth/device}, RFC 8628 §3.1: a device asks to be connected, and gets its codes. */
public final class DeviceAuthorizationEndpoint implements Exchange.Endpoint {

    private final ClientAuthentication authentication;
    private final Targets targets;
    private final DetailTargets detailTargets;
    private final DeviceStore devices;

    public DeviceAuthorizationEndpoint(
            ClientAuthentication authentication,
            Targets targets,
            DetailTargets detailTargets,
            DeviceStore devices) {
        this.authentication = authentication;
        this.targets = targets;
        this.detailTargets = detailTargets;
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
                        asked(exchange, client, form),
                        exchange.request().remoteAddress(),
                        trace.flow());
        return Response.json(200, answer(exchange, begun));
    }

    private Approval asked(Exchange exchange, Client client, Parameters form) {
        String sent = form.first("scope").orElse("");
        exchange.trace().require(DeviceRule.SCOPE_WELL_FORMED, Scope.isWellFormed(sent));
        Scope scope = targets.grantable(exchange, client, Scope.parse(sent));
        List<Resource> resources = targets.of(exchange, client, form.all("resource"), scope);
        AuthorizationDetails details = detailTargets.asked(exchange, client, form);
        return Approval.ofClient(
                        client.clientId(),
                        scope,
                        detailTargets.with(
                                exchange.tenant(),
                                resources.stream().map(Resource::identifier).toList(),
                                details))
                .withDetails(details);
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
        answer.put("interval", DeviceStore.INTERVAL.toSeconds());
        return answer;
    }
}
