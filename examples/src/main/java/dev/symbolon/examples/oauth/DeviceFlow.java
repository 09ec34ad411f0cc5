package dev.symbolon.examples.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import java.time.Duration;

/**
 * The device authorization grant (RFC 8628) from the device's side: for a program that has no
 * browser where it runs.
 */
public final class DeviceFlow {

    private static final Duration SLOWER = Duration.ofSeconds(5);

    private final Provider provider;
    private final AppClient client;
    private final CodeFlow flow;

    /**
     * @param flow what tokens are read and checked by
     */
    public DeviceFlow(Provider provider, AppClient client, CodeFlow flow) {
        this.provider = provider;
        this.client = client;
        this.flow = flow;
    }

    /** Step 1: asks for the codes; the caller shows the person what the answer has (§3.2). */
    public DeviceAuthorizationSuccessResponse start(Wish wish) {
        var endpoint = provider.metadata().getDeviceAuthorizationEndpointURI();
        try {
            var response =
                    DeviceAuthorizationResponse.parse(
                            provider.send(client.deviceRequest(endpoint, wish).toHTTPRequest()));
            if (!response.indicatesSuccess()) {
                throw FlowFailure.of(response.toErrorResponse().getErrorObject());
            }
            return response.toSuccessResponse();
        } catch (ParseException malformed) {
            throw new FlowFailure("The device answer cannot be read", malformed);
        }
    }

    /** Step 2: asks until the person has answered, no quicker than the provider wants (§3.5). */
    public Tokens await(DeviceAuthorizationSuccessResponse started, Wish wish)
            throws InterruptedException {
        Duration interval = Duration.ofSeconds(started.getInterval());
        while (true) {
            Thread.sleep(interval);
            try {
                return flow.exchange(new DeviceCodeGrant(started.getDeviceCode()), wish, null);
            } catch (FlowFailure failure) {
                switch (failure.code()) {
                    case "authorization_pending" -> {}
                    case "slow_down" -> interval = interval.plus(SLOWER);
                    default -> throw failure;
                }
            }
        }
    }
}
