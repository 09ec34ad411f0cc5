package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /inspect} and {@code /inspect/flows/{id}}: the flows, and one of them step by step. */
public final class FlowPages {

    private static final int PAGE = 50;
    private static final String FORM = "inspect";

    /** How long somebody may be watched, in hours: an hour, a day, a week. */
    private static final Set<String> HOURS = Set.of("1", "24", "168");

    private static final List<String> FIELDS =
            List.of("client", "account", "kind", "state", "rule");

    private final Screen screen;
    private final FormGuard guard;
    private final Viewers viewers;
    private final FlowStore store;
    private final FlowReader reader;
    private final Watched watched;
    private final Recorder recorder;
    private final Accounts accounts;
    private final Interactions interactions;
    private final EventStore events;
    private final InstantSource clock;

    FlowPages(
            Screen screen,
            FormGuard guard,
            Viewers viewers,
            FlowStore store,
            FlowReader reader,
            Watched watched,
            Recorder recorder,
            Accounts accounts,
            Interactions interactions,
            EventStore events,
            InstantSource clock) {
        this.screen = screen;
        this.guard = guard;
        this.viewers = viewers;
        this.store = store;
        this.reader = reader;
        this.watched = watched;
        this.recorder = recorder;
        this.accounts = accounts;
        this.interactions = interactions;
        this.events = events;
        this.clock = clock;
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
        List<Flow> flows = store.list(tenant.id(), filter(tenant, viewer, query), PAGE);
        Map<String, String> asked = new LinkedHashMap<>();
        FIELDS.forEach(field -> query.first(field).ifPresent(value -> asked.put(field, value)));
        query.first("reference").ifPresent(value -> asked.put("reference", value));
        BrowserCookie browser = BrowserCookie.of(exchange);
        FlowList view =
                new FlowList(
                        problem == null ? 200 : 404,
                        flows.stream().map(flow -> reader.line(tenant, flow)).toList(),
                        asked,
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

    /** What somebody who may see some clients only asks for, is asked of those only. */
    FlowFilter filter(Tenant tenant, Viewer viewer, Parameters query) {
        Set<String> named = filled(query, "client").map(Set::of).orElse(null);
        Set<String> own = viewer.clients();
        Set<String> shown = own == null || (named != null && own.containsAll(named)) ? named : own;
        String account =
                filled(query, "account")
                        .map(login ->
                                accounts.findByLogin(tenant, login.strip())
                                        .map(found -> found.id())
                                        .orElse(login.strip()))
                        .orElse(null);
        return new FlowFilter(
                shown,
                account,
                viewer.seesAll(),
                filled(query, "state").orElse(null),
                filled(query, "kind").orElse(null),
                filled(query, "rule").orElse(null),
                query.first("before").flatMap(FlowPages::time).orElse(null),
                query.first("after").flatMap(FlowPages::time).orElse(null));
    }

    private static Optional<String> filled(Parameters query, String name) {
        return query.first(name).filter(text -> !text.isBlank());
    }

    static Optional<Instant> time(String millis) {
        return millis.matches("[0-9]{1,15}")
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)))
                : Optional.empty();
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
                Diagram.of(steps),
                FlowReader.steps(steps),
                flow.steps() - steps.size(),
                viewer.seesAll());
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

    /** POST /inspect: watch a client or an account for a while, or stop. */
    public Response watch(Exchange exchange) {
        Parameters form = exchange.request().form();
        Viewer viewer = viewers.require(exchange);
        guard.check(exchange, form, FORM);
        exchange.trace().require(InspectorRule.MAY_LOOK, viewer.seesAll());
        Tenant tenant = exchange.tenant();
        String name = form.first("name").orElse("").strip();
        Watched.Kind kind =
                form.first("what").filter("ACCOUNT"::equals).isPresent()
                        ? Watched.Kind.ACCOUNT
                        : Watched.Kind.CLIENT;
        String id =
                kind == Watched.Kind.ACCOUNT
                        ? accounts.findByLogin(tenant, name).map(found -> found.id()).orElse(name)
                        : name;
        if (form.first("action").filter("stop"::equals).isPresent()) {
            watched.stop(tenant.id(), kind, id);
            events.add(tenant, viewer.actor(), "inspector.watch-stopped", kind + " " + id);
        } else if (!id.isEmpty() && id.length() <= 500) {
            String hours = form.first("hours").filter(HOURS::contains).orElse("1");
            Instant until = clock.instant().plus(Duration.ofHours(Long.parseLong(hours)));
            watched.watch(tenant.id(), kind, id, until);
            events.add(
                    tenant,
                    viewer.actor(),
                    "inspector.watch-begun",
                    kind + " " + id + " until " + until);
        }
        return Response.redirect(tenant.basePath() + "/inspect");
    }
}
