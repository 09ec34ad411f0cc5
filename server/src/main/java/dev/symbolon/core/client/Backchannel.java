package dev.symbolon.core.client;

import dev.symbolon.base.jose.SignatureAlgorithm;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client asks people who are not there (CIBA §4).
 *
 * @param deliveryMode how it hears of the answer; absent where it may not ask so
 * @param notificationEndpoint where it is told; absent where it only polls
 * @param requestSigningAlg what it signs its requests with; absent where it does not
 * @param userCodeParameter whether it sends the code of a person who has set one
 */
public record Backchannel(
        @Nullable DeliveryMode deliveryMode,
        @Nullable URI notificationEndpoint,
        @Nullable SignatureAlgorithm requestSigningAlg,
        boolean userCodeParameter) {

    static final String DELIVERY_MODE = "backchannel_token_delivery_mode";
    static final String NOTIFICATION_ENDPOINT = "backchannel_client_notification_endpoint";
    private static final String SIGNING_ALG = "backchannel_authentication_request_signing_alg";
    private static final String USER_CODE = "backchannel_user_code_parameter";

    static Backchannel read(MetadataReader reader) {
        DeliveryMode mode =
                reader.oneOf(
                        DELIVERY_MODE,
                        DeliveryMode.values(),
                        DeliveryMode::wire,
                        MetadataRule.DELIVERY_MODE);
        return new Backchannel(
                mode,
                reader.link(NOTIFICATION_ENDPOINT, true),
                reader.algorithm(SIGNING_ALG),
                reader.flag(USER_CODE, false));
    }

    /** Whether it is told of the answer at an address of its own (CIBA §9). */
    public boolean isTold() {
        return deliveryMode != null && deliveryMode.isTold();
    }

    /** Whether its tokens come to it, which it may not fetch then (CIBA §11). */
    public boolean isPushed() {
        return deliveryMode == DeliveryMode.PUSH;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (deliveryMode != null) {
            map.put(DELIVERY_MODE, deliveryMode.wire());
        }
        if (notificationEndpoint != null) {
            map.put(NOTIFICATION_ENDPOINT, notificationEndpoint.toString());
        }
        if (requestSigningAlg != null) {
            map.put(SIGNING_ALG, requestSigningAlg.wire());
        }
        if (userCodeParameter) {
            map.put(USER_CODE, true);
        }
        return map;
    }
}
