package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /inspect} and {@code /inspect/flows/{id}}: the flows, and one of them step by step. */
public final class FlowPages {

    private static final int PAGE = 50;

    static final String FORM = "inspect";

    private static final List<String> FIELDS =
            List.of("client", "account", "kind", "state", "rule");

    private final Screen screen;
    private final FormGuard guard;
    private final Viewers viewers;
    private final FlowStore store;
    private final FlowReader reader;
    private final Watched watched;
    private final Recorder recorder;
    private final FilterReader filters;
    private final Looks looks;
    private final Clients clients;
    private final KnownClients known;
    private final Interactions interactions;
    private final EventStore events;

    FlowPages(
            Screen screen,
            FormGuard guard,
            Viewers viewers,
            FlowStore store,
            FlowReader reader,
            Watched watched,
            Recorder recorder,
            FilterReader filters,
            Looks looks,
            Clients clients,
            KnownClients known,
            Interactions interactions,
            EventStore events) {
        this.screen = screen;
        this.guard = guard;
        this.viewers = viewers;
        this.store = store;
        this.reader = reader;
        this.watched = watched;
        this.recorder = recorder;
        this.filters = filters;
        this.looks = looks;
        this.clients = clients;
        this.known = known;
        this.interactions = interactions;
        this.events = events;
    }

    /** GET /inspect. */
    public Response list(Exchange exchange) {
        Optional<Response> admitted = viewers.admit(exchange);
        if (admitted.isPresent()) {
            return admitted.get();
        }
        if (!viewers.isAnybody(exchange)) {
            return interactions
                    .begin(exchange, Ask.NOTHING, "/inspect?interaction=" + Interaction.ID, "{}")
                    .redirect(exchange, "/sign-in?interaction=" + Interaction.ID);
        }
        Viewer viewer = viewers.require(exchange);
        Parameters query = exchange.request().query();
        if (query.first("interaction").isPresent()) {
            query.first("interaction")
                    .flatMap(id -> interactions.of(exchange, id))
                    .ifPresent(interactions::finish);
            return Response.redirect(exchange.tenant().basePath() + "/inspect");
        }
        String reference = query.first("reference").orElse("").strip().toLowerCase(Locale.ROOT);
        if (!reference.isEmpty()) {
            Optional<Flow> found =
                    FlowId.parse(reference)
                            .flatMap(id -> store.find(exchange.tenant().id(), id))
                            .filter(viewer::maySee);
            if (found.isPresent()) {
                return Response.redirect(
                        exchange.tenant().basePath() + "/inspect/flows/" + found.get().id());
            }
        }
        String problem =
                reference.isEmpty()
                        ? null
                        : "There is no flow with the reference " + reference + ".";
        return list(exchange, viewer, query, problem);
    }

    private Response list(
            Exchange exchange, Viewer viewer, Parameters query, @Nullable String problem) {
        Tenant tenant = exchange.tenant();
        FlowFilter filter = filters.read(tenant, viewer, query);
        looks.at(tenant, viewer, filter);
        List<Flow> flows = store.list(tenant.id(), filter, PAGE);
        Map<String, String> asked = new LinkedHashMap<>();
        FIELDS.forEach(field -> query.first(field).ifPresent(value -> asked.put(field, value)));
        query.first("reference").ifPresent(value -> asked.put("reference", value));
        BrowserCookie browser = BrowserCookie.of(exchange);
        FlowList view =
                new FlowList(
                        problem == null ? 200 : 404,
                        flows.stream().map(flow -> reader.line(tenant, flow)).toList(),
                        asked,
                        Choices.of(tenant, clients, viewer),
                        Arrays.stream(Flow.Kind.values())
                                .map(kind -> new FlowList.Choice(kind.name(), kind.label()))
                                .toList(),
                        Arrays.stream(Flow.State.values())
                                .map(state -> new FlowList.Choice(state.name(), state.label()))
                                .toList(),
                        flows.size() < PAGE
                                ? null
                                : address("/inspect", "before", flows.getLast().changedAt(), asked),
                        address(
                                "/inspect/live",
                                "after",
                                flows.stream()
                                        .map(Flow::changedAt)
                                        .max(Instant::compareTo)
                                        .orElse(Instant.EPOCH),
                                asked),
                        recorder.lost(),
                        viewer.seesAll(),
                        watched.of(tenant.id()).stream().map(entry -> line(tenant, entry)).toList(),
                        guard.token(exchange, browser, FORM),
                        problem);
        return screen.show(exchange, view).with(browser.cookie());
    }

    private FlowList.WatchedLine line(Tenant tenant, Watched.Entry entry) {
        return new FlowList.WatchedLine(
                entry.kind().name(),
                entry.name(),
                entry.kind() == Watched.Kind.CLIENT
                        ? "the app " + reader.client(tenant, entry.name())
                        : reader.person(tenant, entry.name()),
                entry.until());
    }

    private static String address(
            String path, String place, Instant at, Map<String, String> asked) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(place, String.valueOf(at.toEpochMilli()));
        all.putAll(asked);
        return Parameters.of(all).appendedTo(path);
    }

    /** GET /inspect/flows/{id}. */
    public Response one(Exchange exchange, String id) {
        Viewer viewer = viewers.require(exchange);
        Flow flow = find(exchange, viewer, id);
        List<Step> steps = steps(exchange, viewer, flow);
        events.add(exchange.tenant(), viewer.actor(), "inspector.flow-viewed", flow.id().value());
        return screen.show(exchange, view(exchange.tenant(), viewer, flow, steps));
    }

    /** What the viewer may see of them. */
    List<Step> steps(Exchange exchange, Viewer viewer, Flow flow) {
        return store.steps(exchange.tenant().id(), flow.id()).stream()
                .map(step -> viewer.seesAll() ? step : step.withoutClaimedAccount())
                .toList();
    }

    FlowView view(Tenant tenant, Viewer viewer, Flow flow, List<Step> steps) {
        return new FlowView(
                reader.line(tenant, flow),
                flow.site() == null ? List.of() : apps(tenant, viewer, flow.site()),
                Diagram.of(steps),
                FlowReader.steps(steps),
                flow.steps() - steps.size(),
                viewer.seesAll());
    }

    /** Those at the site whose script asked; of them the viewer sees what they may. */
    private List<FlowView.App> apps(Tenant tenant, Viewer viewer, String site) {
        return known.at(tenant, site).stream()
                .filter(client ->
                        viewer.clients() == null || viewer.clients().contains(client.clientId()))
                .map(client ->
                        new FlowView.App(
                                client.name(), FlowReader.all("client", client.clientId())))
                .toList();
    }

    /** A flow that the viewer may see. Whether there is one that they may not, nobody is told. */
    Flow find(Exchange exchange, Viewer viewer, String id) {
        return exchange.trace()
                .require(
                        InspectorRule.FLOW_KNOWN,
                        FlowId.parse(id)
                                .flatMap(flow -> store.find(exchange.tenant().id(), flow))
                                .filter(viewer::maySee));
    }
}
