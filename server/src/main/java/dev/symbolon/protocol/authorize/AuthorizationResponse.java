package dev.symbolon.protocol.authorize;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.ResponseMode;
import dev.symbolon.core.tenant.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an answer to the app (RFC 6749 §4.1.2): always with {@code iss} (RFC 9207 §2), and {@code
 * state} as it came.
 */
final class AuthorizationResponse {

    private final FormPost formPost;

    AuthorizationResponse(FormPost formPost) {
        this.formPost = formPost;
    }

    Response code(Exchange exchange, ReturnAddress to, String code) {
        return write(exchange, to, Map.of("code", code));
    }

    /** RFC 6749 §4.1.2.1. */
    Response error(Exchange exchange, ReturnAddress to, Refusal refusal) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", refusal.error().wire());
        parameters.put("error_description", refusal.description());
        parameters.put("error_uri", exchange.tenant().url("/rules/" + refusal.rule().id()));
        return write(exchange, to, parameters);
    }

    private Response write(Exchange exchange, ReturnAddress to, Map<String, String> answer) {
        Map<String, String> parameters = new LinkedHashMap<>(answer);
        if (to.state() != null) {
            parameters.put("state", to.state());
        }
        parameters.put("iss", exchange.tenant().issuer().toString());
        if (to.responseMode() == ResponseMode.FORM_POST) {
            return formPost.page(exchange, to.redirectUri(), List.copyOf(parameters.entrySet()));
        }
        Map<String, List<String>> query = new LinkedHashMap<>();
        parameters.forEach((name, value) -> query.put(name, List.of(value)));
        return Response.redirect(new Parameters(query).appendedTo(to.redirectUri()));
    }
}
