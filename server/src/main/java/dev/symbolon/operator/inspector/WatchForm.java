package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** {@code POST /inspect}: watch a client or an account for a while, or stop. */
public final class WatchForm {

    /** How long somebody may be watched, in hours: an hour, a day, a week. */
    private static final Set<String> HOURS = Set.of("1", "24", "168");

    private static final int LONGEST = 500;

    private final FormGuard guard;
    private final Viewers viewers;
    private final Watched watched;
    private final KnownClients clients;
    private final FilterReader accounts;
    private final EventStore events;
    private final InstantSource clock;

    WatchForm(
            FormGuard guard,
            Viewers viewers,
            Watched watched,
            KnownClients clients,
            FilterReader accounts,
            EventStore events,
            InstantSource clock) {
        this.guard = guard;
        this.viewers = viewers;
        this.watched = watched;
        this.clients = clients;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
    }

    /** POST. */
    public Response submit(Exchange exchange) {
        Parameters form = exchange.request().form();
        Viewer viewer = viewers.require(exchange);
        guard.check(exchange, form, FlowPages.FORM);
        exchange.trace().require(InspectorRule.MAY_LOOK, viewer.seesAll());
        Tenant tenant = exchange.tenant();
        String name = form.first("name").orElse("").strip();
        Watched.Kind kind =
                form.first("what").filter("ACCOUNT"::equals).isPresent()
                        ? Watched.Kind.ACCOUNT
                        : Watched.Kind.CLIENT;
        if (!name.isEmpty() && name.length() <= LONGEST) {
            Set<String> ids =
                    kind == Watched.Kind.ACCOUNT
                            ? Set.of(accounts.account(tenant, name))
                            : clients.called(tenant, name);
            ids.forEach(id -> watch(tenant, viewer, form, kind, id));
        }
        return Response.redirect(tenant.basePath() + "/inspect");
    }

    private void watch(
            Tenant tenant, Viewer viewer, Parameters form, Watched.Kind kind, String id) {
        if (form.first("action").filter("stop"::equals).isPresent()) {
            watched.stop(tenant.id(), kind, id);
            events.add(tenant, viewer.actor(), "inspector.watch-stopped", kind + " " + id);
            return;
        }
        String hours = form.first("hours").filter(HOURS::contains).orElse("1");
        Instant until = clock.instant().plus(Duration.ofHours(Long.parseLong(hours)));
        watched.watch(tenant.id(), kind, id, until);
        events.add(
                tenant,
                viewer.actor(),
                "inspector.watch-begun",
                kind + " " + id + " until " + until);
    }
}
