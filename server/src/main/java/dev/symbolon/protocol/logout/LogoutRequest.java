package dev.symbolon.protocol.logout;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.IdTokenHint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RP-Initiated Logout §2, checked: where it says the person may be sent, they may be sent.
 *
 * @param client who asks; absent where it was not said
 * @param sid the session that the hint speaks of; absent without a hint
 * @param returnTo the app's address with its state; absent where none was asked for
 */
record LogoutRequest(@Nullable Client client, @Nullable String sid, @Nullable String returnTo) {

    static final List<String> PARAMETERS =
            List.of(
                    "id_token_hint",
                    "client_id",
                    "post_logout_redirect_uri",
                    "state",
                    "ui_locales");

    static LogoutRequest of(Exchange exchange, Parameters asSent, Clients clients, Keys keys) {
        Trace trace = exchange.trace();
        trace.require(LogoutRule.PARAMETERS_ONCE, asSent.repeated().isEmpty());
        Parameters parameters = asSent.withoutEmpty();
        parameters
                .first("ui_locales")
                .ifPresent(tags -> exchange.speaks(List.of(tags.strip().split(" +"))));
        Optional<IdTokenHint> hint =
                parameters
                        .first("id_token_hint")
                        .map(jwt ->
                                trace.require(
                                        LogoutRule.ID_TOKEN_HINT_OURS,
                                        IdTokenHint.of(exchange.tenant(), keys, jwt)));
        Optional<String> named = parameters.first("client_id");
        Optional<String> hinted = hint.map(IdTokenHint::clientId);
        if (named.isPresent() && hinted.isPresent()) {
            trace.require(
                    LogoutRule.CLIENT_OF_HINT, named.equals(hinted), hinted.get(), named.get());
        }
        Optional<Client> client =
                hinted.or(() -> named)
                        .map(id ->
                                trace.require(
                                        LogoutRule.CLIENT_KNOWN,
                                        clients.find(exchange.tenant(), id)));
        client.ifPresent(known -> trace.note("client_id", known.clientId()));
        return new LogoutRequest(
                client.orElse(null),
                hint.map(IdTokenHint::sid).orElse(null),
                returnTo(trace, parameters, client));
    }

    private static @Nullable String returnTo(
            Trace trace, Parameters parameters, Optional<Client> client) {
        String uri = parameters.first("post_logout_redirect_uri").orElse(null);
        if (uri == null) {
            return null;
        }
        Client asking = trace.require(LogoutRule.REDIRECT_URI_NEEDS_CLIENT, client);
        trace.require(
                LogoutRule.REDIRECT_URI_REGISTERED,
                asking.postLogoutRedirectUriFor(uri).isPresent(),
                asking.metadata().postLogoutRedirectUris(),
                uri);
        String state = parameters.first("state").orElse(null);
        return state == null ? uri : Parameters.of(Map.of("state", state)).appendedTo(uri);
    }
}
