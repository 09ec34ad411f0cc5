package dev.symbolon.identity.session;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.browser.SignedOutView;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.tenant.Exchange;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends the session at hand. Apps that asked for it are told by the page that the person then sees,
 * each in a frame (OpenID Connect Front-Channel Logout 1.0 §2): that reaches an app's own cookies
 * only where the browser gives them to frames, so the back channel is the better way.
 */
public final class SigningOut {

    /** Seconds that the page stays before it goes on to the app: frames need time to load. */
    private static final int STAYS = 2;

    private final Screen screen;
    private final Sessions sessions;
    private final Clients clients;

    public SigningOut(Screen screen, Sessions sessions, Clients clients) {
        this.screen = screen;
        this.sessions = sessions;
        this.clients = clients;
    }

    /**
     * Signs the person out, and sends them on.
     *
     * @param session the one at hand; absent where there is none
     * @param app the name of the app to go back to; absent where none is known
     * @param returnTo its address, checked before; absent: the person stays here
     */
    public Response of(
            Exchange exchange,
            @Nullable Session session,
            @Nullable String app,
            @Nullable URI returnTo) {
        List<URI> told = session == null ? List.of() : told(exchange, session);
        if (returnTo != null && told.isEmpty()) {
            return sessions.endCurrent(exchange, Response.redirect(returnTo.toString()));
        }
        Response page = screen.show(exchange, new SignedOutView(true, app, returnTo, told));
        return sessions.endCurrent(
                exchange,
                returnTo == null ? page : page.with("Refresh", STAYS + "; url=" + returnTo));
    }

    private List<URI> told(Exchange exchange, Session session) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("iss", exchange.tenant().issuer().toString());
        about.put("sid", session.sid());
        Parameters parameters = Parameters.of(about);
        return sessions.clientsOf(session).stream()
                .flatMap(id -> clients.known(exchange.tenant(), id).stream())
                .flatMap(SigningOut::address)
                .map(address -> URI.create(parameters.appendedTo(address.toString())))
                .toList();
    }

    private static Stream<URI> address(Client client) {
        return Optional.ofNullable(client.metadata().frontchannelLogoutUri()).stream();
    }
}
