package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Response;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.tenant.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * {@code /inspect/export/{id}.json} and {@code .html}: a flow to be sent to somebody. It holds what
 * the page shows, and no secret is in that.
 */
public final class FlowExport {

    private static final String JSON = ".json";
    private static final String HTML = ".html";

    private final Screen screen;
    private final Viewers viewers;
    private final FlowPages pages;
    private final EventStore events;

    FlowExport(Screen screen, Viewers viewers, FlowPages pages, EventStore events) {
        this.screen = screen;
        this.viewers = viewers;
        this.pages = pages;
        this.events = events;
    }

    /** GET. */
    public Response handle(Exchange exchange, String file) {
        Viewer viewer = viewers.require(exchange);
        boolean json = file.endsWith(JSON);
        exchange.trace().require(InspectorRule.FLOW_KNOWN, json || file.endsWith(HTML));
        Flow flow = pages.find(exchange, viewer, file.substring(0, file.length() - JSON.length()));
        List<Step> steps = pages.steps(exchange, viewer, flow);
        events.add(exchange.tenant(), viewer.actor(), "inspector.flow-exported", flow.id().value());
        Response response =
                json
                        ? Response.json(200, Map.of("flow", flow, "steps", steps))
                        : Response.of(
                                        200,
                                        "text/html; charset=utf-8",
                                        page(exchange, viewer, flow, steps))
                                .with("Cache-Control", "no-store");
        return response.with(
                "Content-Disposition",
                "attachment; filename=\"flow-" + flow.id() + (json ? JSON : HTML) + "\"");
    }

    private byte[] page(Exchange exchange, Viewer viewer, Flow flow, List<Step> steps) {
        FlowView view = pages.view(exchange.tenant(), viewer, flow, steps);
        return screen.standalone(exchange, "flowExport", "view", view)
                .getBytes(StandardCharsets.UTF_8);
    }
}
