package dev.symbolon.protocol.device;

import dev.symbolon.base.http.Network;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.http.RetryAfter;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.BrowserRules;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.interaction.WaitingDevice;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.DeviceStore;
import dev.symbolon.core.tokens.PendingAuthorization;
import dev.symbolon.core.tokens.UserCode;
import dev.symbolon.identity.session.Session;
import dev.symbolon.identity.session.Sessions;
import dev.symbolon.identity.signin.Throttle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /device}, RFC 8628 §3.3: the person signs in, types the code that a device shows, sees
 * what would be connected, and answers. Who is not signed in cannot guess codes, and who is is
 * slowed down (§5.1); what a person allowed before is asked again each time, since the code may be
 * a stranger's (§5.4).
 */
public final class DevicePage {

    static final String PATH = "/device";
    private static final String RESUME = PATH + "/resume/" + Interaction.ID;
    private static final String CONSENT = "/consent?interaction=" + Interaction.ID;
    private static final String SIGN_IN = "/sign-in?interaction=" + Interaction.ID;

    private final Screen screen;
    private final FormGuard guard;
    private final Interactions interactions;
    private final Sessions sessions;
    private final Throttle throttle;
    private final Clients clients;
    private final DeviceStore devices;
    private final InstantSource clock;

    public DevicePage(
            Screen screen,
            FormGuard guard,
            Interactions interactions,
            Sessions sessions,
            Throttle throttle,
            Clients clients,
            DeviceStore devices,
            InstantSource clock) {
        this.screen = screen;
        this.guard = guard;
        this.interactions = interactions;
        this.sessions = sessions;
        this.throttle = throttle;
        this.clients = clients;
        this.devices = devices;
        this.clock = clock;
    }

    /** GET, with the code in the address where the device showed it as a picture (§3.3.1). */
    public Response show(Exchange exchange) {
        Parameters query = exchange.request().query();
        Optional<UserCode> code = query.first("user_code").flatMap(UserCode::typed);
        String with = code.map(found -> "user_code=" + found.shown()).orElse("");
        Optional<Session> session = sessions.current(exchange);
        if (session.isEmpty()) {
            return interactions
                    .begin(
                            exchange,
                            Ask.NOTHING,
                            PATH + "?interaction=" + Interaction.ID + "&" + with,
                            "{}")
                    .redirect(exchange, SIGN_IN);
        }
        if (query.first("interaction").isPresent()) {
            query.first("interaction")
                    .flatMap(id -> interactions.of(exchange, id))
                    .ifPresent(interactions::finish);
            return to(exchange, with.isEmpty() ? "" : "?" + with);
        }
        return question(
                exchange,
                session.get(),
                code.map(UserCode::shown).orElse(""),
                code.isPresent(),
                null,
                null);
    }

    /** POST: the code. */
    public Response submit(Exchange exchange) {
        Parameters form = exchange.request().form();
        Optional<Session> session = sessions.current(exchange);
        if (session.isEmpty()) {
            return to(exchange, "");
        }
        guard.check(exchange, form, form(session.get()));
        return typed(exchange, session.get(), form.first("user_code").orElse(""));
    }

    private Response typed(Exchange exchange, Session session, String typed) {
        Trace trace = exchange.trace();
        trace.note("account_id", session.accountId());
        return switch (throttle.takeGuess(exchange, session.accountId())) {
            case Throttle.Turn.Later(var pause) -> {
                trace.fails(DeviceRule.GUESSES);
                yield question(exchange, session, typed, false, "device.throttled", pause)
                        .with("Retry-After", RetryAfter.of(pause));
            }
            case Throttle.Turn.Now(var attempt) -> {
                trace.require(DeviceRule.GUESSES, true);
                Optional<PendingAuthorization> device =
                        UserCode.typed(typed)
                                .flatMap(code -> devices.findWaiting(exchange.tenant(), code));
                Optional<Client> client =
                        device.flatMap(found ->
                                clients.find(exchange.tenant(), found.approval().clientId()));
                if (device.isEmpty() || client.isEmpty()) {
                    trace.fails(DeviceRule.USER_CODE_KNOWN);
                    yield question(exchange, session, typed, false, "device.unknown", null);
                }
                throttle.giveBack(attempt);
                yield found(exchange, device.get(), client.get());
            }
        };
    }

    private Response found(Exchange exchange, PendingAuthorization device, Client client) {
        Trace trace = exchange.trace();
        trace.continues(device.flow());
        trace.note("client_id", client.clientId());
        trace.require(DeviceRule.USER_CODE_KNOWN, true);
        return interactions
                .begin(
                        exchange,
                        ask(exchange, device, client),
                        RESUME,
                        Json.text(Map.of("device", device.hash())))
                .redirect(exchange, CONSENT);
    }

    private Ask ask(Exchange exchange, PendingAuthorization device, Client client) {
        boolean near =
                Network.of(device.remoteAddress())
                        .equals(Network.of(exchange.request().remoteAddress()));
        Duration waited = Duration.between(device.createdAt(), clock.instant());
        return Ask.by(
                client,
                exchange.locales(),
                null,
                null,
                List.of(),
                null,
                device.approval().scope(),
                device.approval().resources(),
                List.of(),
                device.approval().details(),
                new WaitingDevice(device.remoteAddress(), near, waited));
    }

    /** GET: the person comes back from a page. */
    public Response resume(Exchange exchange, String interactionId) {
        Trace trace = exchange.trace();
        Interaction interaction =
                trace.require(
                        BrowserRules.INTERACTION_OPEN, interactions.of(exchange, interactionId));
        String hash = String.valueOf(Json.object(interaction.details()).get("device"));
        Optional<Session> session = sessions.current(exchange);
        if (interaction.isDeclined()) {
            return answered(
                    exchange, interaction, devices.pending().deny(exchange.tenant(), hash), false);
        }
        if (session.isEmpty()) {
            return page(exchange, SIGN_IN, interaction);
        }
        trace.note("account_id", session.get().accountId());
        return interaction.consentedBy(session.get().accountId())
                ? allow(exchange, interaction, session.get(), hash)
                : page(exchange, CONSENT, interaction);
    }

    private Response allow(
            Exchange exchange, Interaction interaction, Session session, String hash) {
        boolean allowed =
                devices.pending()
                        .allow(
                                exchange.tenant(),
                                hash,
                                session.accountId(),
                                session.authTime(),
                                session.acr(),
                                session.amr());
        return answered(exchange, interaction, allowed, true);
    }

    private Response answered(
            Exchange exchange, Interaction interaction, boolean inTime, boolean connected) {
        interactions.finish(interaction);
        exchange.trace().require(DeviceRule.STILL_WAITS, inTime);
        return to(exchange, connected ? "/connected" : "/refused");
    }

    /** GET: it is done. */
    public Response connected(Exchange exchange) {
        return screen.show(exchange, new DeviceAnsweredView(true));
    }

    /** GET: the person refused. */
    public Response refused(Exchange exchange) {
        return screen.show(exchange, new DeviceAnsweredView(false));
    }

    private Response question(
            Exchange exchange,
            Session session,
            String code,
            boolean compare,
            @Nullable String problem,
            @Nullable Duration pause) {
        BrowserCookie browser = BrowserCookie.of(exchange);
        String token = guard.token(exchange, browser, form(session));
        return screen.show(exchange, new DeviceView(token, code, compare, problem, pause))
                .with(browser.cookie());
    }

    private static String form(Session session) {
        return "device " + session.id();
    }

    private static Response page(Exchange exchange, String page, Interaction interaction) {
        return Response.redirect(
                exchange.tenant().basePath() + page.replace(Interaction.ID, interaction.id()));
    }

    private static Response to(Exchange exchange, String rest) {
        return Response.redirect(exchange.tenant().basePath() + PATH + rest);
    }
}
