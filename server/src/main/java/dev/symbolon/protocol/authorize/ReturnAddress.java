package dev.symbolon.protocol.authorize;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.RedirectUri;
import dev.symbolon.core.oauth.ResponseMode;
import dev.symbolon.core.oauth.ResponseType;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer may go. It can only be made by checking: without one there is no redirect.
 *
 * @param redirectUri as the request had it, or the client's only one
 * @param sent whether the request had it
 * @param responseType absent where the request has none that is offered
 * @param wished how the answer is to travel; absent where the request says nothing that is offered
 * @param state absent where none was sent
 */
record ReturnAddress(
        Client client,
        String redirectUri,
        boolean sent,
        @Nullable ResponseType responseType,
        @Nullable ResponseMode wished,
        @Nullable String state) {

    /**
     * RFC 6749 §3.1.1, §3.1.2.4, §4.1.2.1: these three parameters are checked before all others.
     */
    static ReturnAddress of(Exchange exchange, Parameters asSent, Clients clients) {
        Trace trace = exchange.trace();
        Parameters parameters = asSent.withoutEmpty();
        Optional<String> named =
                parameters.first("client_id").filter(_ -> asSent.all("client_id").size() == 1);
        String id = trace.require(ReturnAddressRule.CLIENT_ID_PRESENT, named);
        Client client = client(exchange, clients, id);
        trace.require(ReturnAddressRule.REDIRECT_URI_ONCE, asSent.all("redirect_uri").size() <= 1);
        @Nullable String sent = parameters.first("redirect_uri").orElse(null);
        String redirectUri =
                sent == null ? only(exchange, client, parameters) : registered(trace, client, sent);
        String responseType =
                trace.require(
                        ReturnAddressRule.RESPONSE_TYPE_PRESENT, parameters.first("response_type"));
        return new ReturnAddress(
                client,
                redirectUri,
                sent != null,
                ResponseType.parse(responseType)
                        .filter(clients.settings().responseTypes()::contains)
                        .orElse(null),
                parameters
                        .first("response_mode")
                        .flatMap(ResponseMode::parse)
                        .filter(clients.settings().responseModes()::contains)
                        .orElse(null),
                parameters.first("state").orElse(null));
    }

    /**
     * How the answer travels. A wish that cannot be granted is refused by the table, and the
     * refusal has to travel somehow: as it would without the wish (Core §3.3.2.6).
     */
    ResponseMode responseMode() {
        ResponseType type = responseType == null ? ResponseType.CODE : responseType;
        return wished != null && wished.mayCarry(type) && (!wished.isSigned() || signsWell())
                ? wished.of(type)
                : ResponseMode.defaultOf(type);
    }

    boolean wishesSignature() {
        return wished != null && wished.isSigned();
    }

    /** Whether answers can be signed as the client's profile wants. */
    boolean signsWell() {
        return client.profile()
                .algorithms()
                .contains(client.metadata().authorizationSignedResponseAlg());
    }

    /**
     * RFC 8252 §8.6: whether nobody else could use what is sent there. A loopback port or a private
     * scheme is open to any program on the machine; a client that authenticates is safe anyhow.
     */
    boolean provesClient() {
        return !client.isPublic() || redirectUri.startsWith("https:");
    }

    /** The client of that id, which the trace speaks of from here on. */
    static Client client(Exchange exchange, Clients clients, String id) {
        Trace trace = exchange.trace();
        Client client =
                clients.find(exchange.tenant(), id)
                        .orElseThrow(() ->
                                trace.refusal(
                                        ReturnAddressRule.CLIENT_KNOWN,
                                        "a registered client_id",
                                        clients.unknown(id)));
        trace.require(ReturnAddressRule.CLIENT_KNOWN, true, "a registered client_id", id);
        trace.note("client_id", client.clientId());
        List<String> broken = client.breaksOfProfile();
        trace.require(ReturnAddressRule.PROFILE, broken.isEmpty(), client.profile(), broken);
        return client;
    }

    private static String registered(Trace trace, Client client, String presented) {
        return trace.require(
                ReturnAddressRule.REDIRECT_URI_REGISTERED,
                client.redirectUriFor(presented),
                client.metadata().redirectUris(),
                presented);
    }

    /**
     * OAuth 2.1 §2.3.2: it may be left out where only one is registered; OpenID Connect always
     * wants it (Core §3.1.2.1), and so does FAPI 2.0 (Security Profile §5.3.2.2).
     */
    private static String only(Exchange exchange, Client client, Parameters parameters) {
        List<RedirectUri> registered = client.metadata().redirectUris();
        boolean openid =
                parameters.first("scope").map(Scope::parse).orElse(Scope.NONE).has(Scope.OPENID);
        exchange.trace()
                .require(
                        ReturnAddressRule.REDIRECT_URI_PRESENT,
                        registered.size() == 1 && !openid && !client.profile().isFapi(),
                        registered,
                        "none");
        return registered.getFirst().value();
    }
}
