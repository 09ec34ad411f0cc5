package dev.symbolon.core.client;

import dev.symbolon.base.jose.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client asks people who are not there (CIBA §4).
 *
 * @param deliveryMode how it hears of the answer; absent where it may not ask so
 * @param requestSigningAlg what it signs its requests with; absent where it does not
 */
public record Backchannel(
        @Nullable DeliveryMode deliveryMode, @Nullable SignatureAlgorithm requestSigningAlg) {

    static final String DELIVERY_MODE = "backchannel_token_delivery_mode";
    private static final String SIGNING_ALG = "backchannel_authentication_request_signing_alg";
    private static final String USER_CODE = "backchannel_user_code_parameter";

    static Backchannel read(MetadataReader reader) {
        DeliveryMode mode =
                reader.oneOf(
                        DELIVERY_MODE,
                        DeliveryMode.values(),
                        DeliveryMode::wire,
                        MetadataRule.DELIVERY_MODE);
        reader.require(MetadataRule.USER_CODE, !reader.flag(USER_CODE, false), USER_CODE);
        return new Backchannel(mode, reader.algorithm(SIGNING_ALG));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (deliveryMode != null) {
            map.put(DELIVERY_MODE, deliveryMode.wire());
        }
        if (requestSigningAlg != null) {
            map.put(SIGNING_ALG, requestSigningAlg.wire());
        }
        return map;
    }
}
