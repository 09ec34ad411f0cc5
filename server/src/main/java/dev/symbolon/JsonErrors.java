package dev.symbolon;

import dev.symbolon.base.http.Response;
import dev.symbolon.core.oauth.ErrorCode;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.BearerToken;
import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal as RFC 6749 §5.2 writes it; {@code error_uri} leads to the rule in plain words. */
final class JsonErrors {

    private JsonErrors() {}

    static Response of(Exchange exchange, Refusal refusal) {
        // RFC 6750 §3.1: who sent no token at all is challenged, and not told of any error.
        Response response =
                refusal.rule() == BearerToken.Requirement.PRESENT
                        ? Response.empty(401).with("Cache-Control", "no-store")
                        : told(exchange, refusal);
        for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }

    private static Response told(Exchange exchange, Refusal refusal) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", refusal.error().wire());
        json.put("error_description", refusal.description());
        json.put("error_uri", exchange.tenant().url("/rules/" + refusal.rule().id()));
        return Response.json(refusal.status(), json);
    }

    /** No rule: it is not there, or it failed. The reference finds the log lines. */
    static Response of(Exchange exchange, int status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", code(status).wire());
        json.put(
                "error_description",
                switch (code(status)) {
                    case INVALID_REQUEST -> "The request was refused with status " + status + ".";
                    case TEMPORARILY_UNAVAILABLE ->
                            "The server cannot answer now; try again. Its log has more under this"
                                    + " reference: "
                                    + exchange.trace().flow();
                    default ->
                            "The server failed; its log has more under this reference: "
                                    + exchange.trace().flow();
                });
        return Response.json(status, json);
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 503 -> ErrorCode.TEMPORARILY_UNAVAILABLE;
            default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.SERVER_ERROR;
        };
    }
}
