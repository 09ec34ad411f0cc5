package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.oauth.SpecificationAddress;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.operator.inspector.FlowView.StepView;
import dev.symbolon.operator.inspector.FlowView.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts flows and steps into words. */
public final class FlowReader {

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Clients clients;
    private final Accounts accounts;

    FlowReader(Clients clients, Accounts accounts) {
        this.clients = clients;
        this.accounts = accounts;
    }

    FlowList.Line line(Tenant tenant, Flow flow) {
        return new FlowList.Line(
                flow.id().value(),
                flow.kind().label(),
                flow.state().label(),
                flow.state().name().toLowerCase(Locale.ROOT),
                client(tenant, flow.clientId()),
                all("client", flow.clientId()),
                person(tenant, flow.accountId()),
                all("account", flow.accountId()),
                flow.site(),
                flow.rule(),
                flow.steps(),
                flow.changedAt(),
                took(flow.duration()));
    }

    static String all(String field, @Nullable String value) {
        return Parameters.of(Map.of(field, value == null ? "" : value)).appendedTo("/inspect");
    }

    /** What people call the client; its id where it is gone, empty where there was none. */
    String client(Tenant tenant, @Nullable String clientId) {
        return clientId == null
                ? ""
                : clients.known(tenant, clientId).map(Client::name).orElse(clientId);
    }

    /** The name that the person signs in with. */
    String person(Tenant tenant, @Nullable String accountId) {
        return accountId == null
                ? ""
                : accounts.find(tenant, accountId).map(Account::name).orElse(accountId);
    }

    /** To the second, in UTC; whose page it is says so. */
    public static String when(Instant at) {
        return WHEN.format(at);
    }

    static String took(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis < 60_000
                ? "%.1f s".formatted(millis / 1000.0)
                : "%d min".formatted(millis / 60_000);
    }

    /** Steps as people read them, numbered from 1. */
    public static List<StepView> steps(List<Step> steps) {
        List<StepView> views = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            views.add(step(i + 1, steps.get(i)));
        }
        return views;
    }

    /** A step as people read it. */
    public static StepView step(int number, Step step) {
        Step.Check failure = step.failure();
        return new StepView(
                number,
                step.act().label(),
                step.route(),
                step.act().from().label(),
                step.answer().status(),
                outcome(step),
                // Other pages call other things by the names that flows have.
                values(step.sent(), step.act() == Act.PAGE ? _ -> "" : Glossary::line),
                values(step.answer().values(), Glossary::line),
                step.checks().stream().map(FlowReader::check).toList(),
                failure == null ? null : check(failure),
                failure == null ? null : Remedy.of(failure),
                step.facts().entrySet().stream()
                        .map(fact -> plain(fact.getKey(), fact.getValue()))
                        .toList(),
                micros(step.micros()),
                step.spent().entrySet().stream()
                        .map(part -> plain(part.getKey(), micros(part.getValue())))
                        .toList());
    }

    /** An app answers what the server tells it; everything else is answered by the server. */
    private static String outcome(Step step) {
        Step.Answer answer = step.answer();
        String what =
                switch (answer.kind()) {
                    case TO_APP -> "sends the browser to the app at " + answer.to();
                    case TO_PAGE -> "sends the browser to " + answer.to();
                    case PAGE -> "shows a page";
                    case DATA -> "answers " + answer.status();
                };
        return (step.act().to() == Party.APP ? "The app " : "Symbolon ") + what;
    }

    private static Value plain(String name, String value) {
        return new Value(name, value, Glossary.line(name), "plain");
    }

    /** A token's header and claims, a line each; as it stands where it was cut. */
    public static String decoded(String value) {
        int brace = value.indexOf('{');
        try {
            return value.substring(0, brace) + Json.pretty(Json.object(value.substring(brace)));
        } catch (Json.Malformed | IndexOutOfBoundsException other) {
            return value;
        }
    }

    private static List<Value> values(List<Shown> shown, UnaryOperator<String> line) {
        return shown.stream()
                .map(one ->
                        new Value(
                                one.name(),
                                one.form() == Shown.Form.DECODED
                                        ? decoded(one.value())
                                        : one.value(),
                                line.apply(one.name()),
                                one.form().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** A rule as people read it. */
    public static FlowView.Check check(Step.Check check) {
        return new FlowView.Check(
                check.rule(),
                check.statement(),
                check.source(),
                SpecificationAddress.of(check.source()).orElse(null),
                switch (check.level()) {
                    case MUST -> "must";
                    case SHOULD -> "should";
                    case OURS -> "ours";
                },
                check.mend(),
                check.holds(),
                check.expected(),
                check.received(),
                check.holds() ? null : Difference.of(check.expected(), check.received()));
    }

    private static String micros(long micros) {
        return micros < 10_000
                ? "%.2f ms".formatted(micros / 1000.0)
                : "%d ms".formatted(micros / 1000);
    }
}
