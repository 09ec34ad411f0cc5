package dev.symbolon.protocol.authorize;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.tenant.Exchange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an answer to the app (RFC 6749 §4.1.2): always with {@code iss} (RFC 9207 §2), and {@code
 * state} as it came; in a JWT where the app asked for one (JARM), in the fragment where a token
 * comes along (Core §3.2.2.5, §3.3.2.5).
 */
final class AuthorizationResponse {

    /** JARM §2.1 wants ten minutes at most. */
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private final FormPost formPost;
    private final Keys keys;
    private final ClientEncryption encryption;
    private final InstantSource clock;

    AuthorizationResponse(
            FormPost formPost, Keys keys, ClientEncryption encryption, InstantSource clock) {
        this.formPost = formPost;
        this.keys = keys;
        this.encryption = encryption;
        this.clock = clock;
    }

    /**
     * What was granted.
     *
     * @param answer code, access_token, id_token: what the response type asked for, in order
     */
    Response granted(Exchange exchange, ReturnAddress to, Map<String, String> answer) {
        return write(exchange, to, answer);
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
        if (to.responseMode().isSigned()) {
            parameters = Map.of("response", signed(exchange, to.client(), parameters));
        }
        if (to.responseMode().isPosted()) {
            return formPost.page(exchange, to.redirectUri(), List.copyOf(parameters.entrySet()));
        }
        Parameters all = Parameters.of(parameters);
        // No registered address has a fragment of its own (RFC 6749 §3.1.2).
        return Response.redirect(
                to.responseMode().isInFragment()
                        ? to.redirectUri() + "#" + all.encoded()
                        : all.appendedTo(to.redirectUri()));
    }

    /**
     * JARM §2.1, §2.2: what would be said, and by whom, to whom and until when it is said;
     * encrypted where the app registered that. Where that cannot be, it is not said at all, but to
     * the person.
     */
    private String signed(Exchange exchange, Client client, Map<String, String> parameters) {
        Map<String, Object> claims = new LinkedHashMap<>(parameters);
        claims.put("aud", client.clientId());
        claims.put("exp", clock.instant().plus(LIFETIME).getEpochSecond());
        String jwt =
                keys.sign(
                        exchange.tenant(),
                        client.metadata().authorizationSignedResponseAlg(),
                        "JWT",
                        claims);
        return encryption.jwt(
                exchange.trace(), client, client.metadata().encryptions().authorization(), jwt);
    }
}
