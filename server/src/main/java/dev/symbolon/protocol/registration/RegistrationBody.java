package dev.symbolon.protocol.registration;

import static dev.symbolon.core.client.registration.RegistrationRule.MEDIA_TYPE;
import static dev.symbolon.core.client.registration.RegistrationRule.OBJECT;
import static dev.symbolon.core.client.registration.RegistrationRule.SIZE;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The JSON object that a client sends about itself (RFC 7591 §3.1). */
final class RegistrationBody {

    /** Less than other endpoints take: it is kept, and anybody may send it. */
    private static final int MOST_BYTES = 32 * 1024;

    private RegistrationBody() {}

    static Map<String, Object> read(Exchange exchange) {
        Trace trace = exchange.trace();
        Request request = exchange.request();
        trace.require(
                MEDIA_TYPE,
                request.hasJson(),
                Request.JSON,
                request.header("content-type").orElse("none"));
        int size = request.body().length;
        trace.require(SIZE, size <= MOST_BYTES, MOST_BYTES, size);
        try {
            Map<String, Object> object = Json.object(text(request.body()));
            trace.require(OBJECT, true);
            return object;
        } catch (Json.Malformed | CharacterCodingException malformed) {
            throw trace.refusal(OBJECT, "a JSON object", malformed.getMessage());
        }
    }

    /** RFC 8259 §8.1: UTF-8, and what is none is not mended. */
    private static String text(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }
}
