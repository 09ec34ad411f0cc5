package dev.symbolon.protocol.checksession;

import dev.symbolon.base.html.Assets;
import dev.symbolon.base.html.ContentPolicy;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.session.SessionState;

/**
 * {@code check_session_iframe}, Session Management §3.2. Nobody sees it, and all that it does is in
 * {@code assets/checkSession.js}; it is the only page of the server that may stand in a frame.
 */
public final class CheckSessionEndpoint implements Exchange.Endpoint {

    public static final String PATH = "/oauth/check-session";

    private final Assets assets;

    public CheckSessionEndpoint(Assets assets) {
        this.assets = assets;
    }

    @Override
    public Response handle(Exchange exchange) {
        Tenant tenant = exchange.tenant();
        String page =
                """
                <!DOCTYPE html>
                <html lang="en">
                <meta charset="utf-8">
                <title>Session</title>
                <script src="%s" data-cookie="%s"></script>
                </html>
                """
                        .formatted(
                                tenant.basePath() + assets.path(Assets.CHECK_SESSION),
                                SessionState.cookieName(tenant));
        return Response.html(200, page).with("Content-Security-Policy", ContentPolicy.IN_FRAMES);
    }
}
