package dev.symbolon.operator.inspector;

import dev.symbolon.base.metrics.Metrics;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.session.Sessions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/**
 * The inspector as a whole: what records flows, and the pages that show them.
 *
 * @param recorder hears of every answer
 * @param pages the list, and one flow
 * @param watch begins and ends to keep more than failures
 * @param live what is new
 * @param export a flow to be sent on
 */
public record Inspector(
        Recorder recorder,
        FlowPages pages,
        WatchForm watch,
        LiveFlows live,
        FlowExport export,
        Viewers viewers,
        Watched watched,
        StepTexts texts)
        implements AutoCloseable {

    /** Lets in who may see all flows; the tour and the playground are theirs. */
    public void requireViewer(Exchange exchange) {
        Viewer viewer = viewers.require(exchange);
        exchange.trace().require(InspectorRule.MAY_LOOK, viewer.seesAll());
    }

    /** Builds it on a database; it records at once. */
    public static Inspector on(
            Database database,
            InspectorSettings settings,
            URI issuer,
            Metrics metrics,
            InstantSource clock,
            Screen screen,
            FormGuard guard,
            Sessions sessions,
            Accounts accounts,
            Clients clients,
            Interactions interactions,
            Collection<Rule> rules) {
        var watched = new Watched(database, clock);
        var texts = new StepTexts(rules);
        var store = new FlowStore(database, texts);
        var recorder = new Recorder(settings.traceOf(issuer), watched, store, metrics, clock);
        var known = new KnownClients(clients);
        var viewers = new Viewers(new Passes(database, clock), sessions, accounts, clients, known);
        var filters = new FilterReader(known, accounts);
        var reader = new FlowReader(clients, accounts);
        var events = new EventStore(database, clock);
        var looks = new Looks(events);
        var pages =
                new FlowPages(
                        screen,
                        guard,
                        viewers,
                        store,
                        reader,
                        watched,
                        recorder,
                        filters,
                        looks,
                        clients,
                        known,
                        interactions,
                        events);
        return new Inspector(
                recorder,
                pages,
                new WatchForm(guard, viewers, watched, known, filters, events, clock),
                new LiveFlows(screen, viewers, filters, looks, store, reader),
                new FlowExport(screen, viewers, pages, events),
                viewers,
                watched,
                texts);
    }

    /** What it forgets, and when. */
    public static List<Chore> chores(InspectorSettings settings) {
        return List.of(
                new Chore(
                        "forget old flows",
                        Duration.ofMinutes(10),
                        FlowStore.older(settings.keepFor())),
                new Chore(
                        "forget flows beyond the bounds",
                        Duration.ofMinutes(1),
                        FlowStore.beyond(settings.mostFlows(), settings.mostBytes())),
                Watched.chore(),
                Passes.chore(),
                EventStore.chore());
    }

    @Override
    public void close() {
        recorder.close();
        watched.close();
    }
}
