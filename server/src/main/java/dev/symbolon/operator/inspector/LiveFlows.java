package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.tenant.Exchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code /inspect/live}: what is new, as server-sent events (HTML §9.2). Each answer is whole: what
 * has changed since the last event that the browser saw, and how soon to ask again. So nothing is
 * held open, a proxy has nothing to buffer, any node can answer, and a node that stops loses
 * nobody.
 */
public final class LiveFlows {

    private static final int MOST = 100;

    /** Steps are written a moment after they were answered; the page leaves out what it has. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private static final String AGAIN = "retry: 1000\n\n";

    private final Screen screen;
    private final Viewers viewers;
    private final FilterReader filters;
    private final Looks looks;
    private final FlowStore store;
    private final FlowReader reader;

    LiveFlows(
            Screen screen,
            Viewers viewers,
            FilterReader filters,
            Looks looks,
            FlowStore store,
            FlowReader reader) {
        this.screen = screen;
        this.viewers = viewers;
        this.filters = filters;
        this.looks = looks;
        this.store = store;
        this.reader = reader;
    }

    /** GET. */
    public Response handle(Exchange exchange) {
        Viewer viewer = viewers.require(exchange);
        FlowFilter filter = filters.read(exchange.tenant(), viewer, exchange.request().query());
        Optional<Instant> seen =
                exchange.request()
                        .header("last-event-id")
                        .flatMap(FilterReader::time)
                        .map(last -> last.minus(LATE));
        looks.at(exchange.tenant(), viewer, filter);
        List<FlowStore.Changed> changes =
                store.changes(exchange.tenant().id(), seen.map(filter::since).orElse(filter), MOST);
        StringBuilder events = new StringBuilder(AGAIN);
        changes.reversed().forEach(change -> tell(exchange, events, change));
        return Response.of(
                        200,
                        "text/event-stream",
                        events.toString().getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store");
    }

    /** A row to be put in its place, or the id of one that fits no longer. */
    private void tell(Exchange exchange, StringBuilder events, FlowStore.Changed change) {
        Flow flow = change.flow();
        events.append("event: ").append(change.fits() ? "flow" : "gone").append('\n');
        events.append("id: ").append(flow.changedAt().toEpochMilli()).append('\n');
        String data =
                change.fits()
                        ? screen.part(
                                exchange, "flowRow", "flow", reader.line(exchange.tenant(), flow))
                        : "flow-" + flow.id();
        data.lines().forEach(line -> events.append("data: ").append(line).append('\n'));
        events.append('\n');
    }
}
