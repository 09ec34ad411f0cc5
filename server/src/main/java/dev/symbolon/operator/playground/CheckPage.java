package dev.symbolon.operator.playground;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.Profile;
import dev.symbolon.core.client.ProfileRule;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.SpecificationAddress;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.operator.inspector.Choices;
import dev.symbolon.operator.inspector.Inspector;
import java.util.Arrays;
import java.util.List;

/** {@code /inspect/check}: a client's metadata against each profile's rules. */
public final class CheckPage {

    private final Screen screen;
    private final Inspector inspector;
    private final Clients clients;

    public CheckPage(Screen screen, Inspector inspector, Clients clients) {
        this.screen = screen;
        this.inspector = inspector;
        this.clients = clients;
    }

    /** GET. */
    public Response show(Exchange exchange) {
        inspector.requireViewer(exchange);
        String id = exchange.request().query().first("client").orElse("").strip();
        Choices choices = Choices.of(exchange.tenant(), clients);
        if (id.isEmpty()) {
            return screen.show(exchange, new CheckView(choices, "", null, List.of(), ""));
        }
        CheckView view =
                clients.find(exchange.tenant(), id)
                        .map(client ->
                                new CheckView(
                                        choices,
                                        id,
                                        null,
                                        results(client),
                                        Json.pretty(client.metadata().toMap())))
                        .orElseGet(() ->
                                new CheckView(
                                        choices, id, "There is no such client.", List.of(), ""));
        return screen.show(exchange, view);
    }

    private static List<CheckView.Result> results(Client client) {
        return Arrays.stream(Profile.values())
                .filter(profile -> profile != Profile.COMPATIBLE)
                .map(profile -> result(profile, client))
                .toList();
    }

    private static CheckView.Result result(Profile profile, Client client) {
        List<CheckView.Line> lines =
                ProfileRule.of(profile).stream()
                        .map(rule ->
                                new CheckView.Line(
                                        new Trace.Check(
                                                rule, rule.holdsFor(client.metadata()), null, null),
                                        SpecificationAddress.of(rule.card().source()).orElse(null)))
                        .toList();
        boolean passes =
                lines.stream()
                        .allMatch(line -> line.holds() || line.card().level() != Rule.Level.MUST);
        return new CheckView.Result(profile, passes, lines);
    }
}
