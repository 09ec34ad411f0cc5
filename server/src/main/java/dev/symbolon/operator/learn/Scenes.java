package dev.symbolon.operator.learn;

import dev.symbolon.base.http.HttpError;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.json.Json;
import dev.symbolon.operator.inspector.Diagram;
import dev.symbolon.operator.inspector.FlowReader;
import dev.symbolon.operator.inspector.FlowView;
import dev.symbolon.operator.inspector.Glossary;
import dev.symbolon.operator.inspector.Party;
import dev.symbolon.operator.inspector.Rehearsal.Heard;
import dev.symbolon.operator.inspector.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Collects what happens in a chapter. Unlike the inspector it shows values whole: they belong to
 * the tour, open nothing else, and are kept nowhere.
 */
final class Scenes {

    private static final int LONG = 400;

    private final List<Scene> scenes = new ArrayList<>();
    private final List<Diagram.Sent> sent = new ArrayList<>();

    /** Adds what was heard, and gives it back. */
    Heard add(Party who, String title, String text, Heard heard) {
        Step step = heard.step();
        if (step != null) {
            sent.add(new Diagram.Sent(who, step));
        }
        List<FlowView.Check> checks =
                step == null ? List.of() : step.checks().stream().map(FlowReader::check).toList();
        FlowView.Check failure =
                step == null || step.failure() == null ? null : FlowReader.check(step.failure());
        scenes.add(
                new Scene(
                        title,
                        text,
                        who.label(),
                        heard.request().method() + " " + heard.request().path(),
                        sent(heard.request()),
                        answer(heard.response()),
                        received(heard.response()),
                        checks,
                        failure,
                        failure != null || heard.response().status() >= 400));
        return heard;
    }

    Chapter chapter(String id, String title, List<String> paragraphs, String moral) {
        return new Chapter(id, title, paragraphs, Diagram.drawn(sent), scenes, moral);
    }

    private static List<FlowView.Value> sent(Request request) {
        List<FlowView.Value> values = new ArrayList<>();
        try {
            values.addAll(values(request.query()));
            values.addAll(values(request.form()));
        } catch (HttpError unreadable) {
            throw new IllegalStateException(unreadable);
        }
        request.header("authorization")
                .ifPresent(value -> values.add(value("Authorization", value)));
        return values;
    }

    private static List<FlowView.Value> values(Parameters parameters) {
        return parameters.values().entrySet().stream()
                .map(one -> value(one.getKey(), one.getValue().getFirst()))
                .toList();
    }

    private static FlowView.Value value(String name, String value) {
        String shown = name.equals("password") ? "••••••••" : value;
        return new FlowView.Value(
                name,
                shown.length() <= LONG ? shown : shown.substring(0, LONG) + "…",
                Glossary.line(name),
                "plain");
    }

    private static String answer(Response response) {
        String location = response.header("location").orElse("");
        if (!location.isEmpty()) {
            int question = location.indexOf('?');
            return response.status()
                    + ": go to "
                    + (question < 0 ? location : location.substring(0, question));
        }
        String type = response.header("content-type").orElse("");
        return response.status()
                + (type.startsWith("text/html") ? ": a page for the person" : ": data for the app");
    }

    private static List<FlowView.Value> received(Response response) {
        String location = response.header("location").orElse("");
        int question = location.indexOf('?');
        if (question >= 0) {
            return values(Parameters.parse(location.substring(question + 1)));
        }
        if (!response.header("content-type").orElse("").startsWith("application/json")) {
            return List.of();
        }
        List<FlowView.Value> values = new ArrayList<>();
        json(response)
                .forEach((name, value) -> {
                    values.add(value(name, String.valueOf(value)));
                    if (name.equals("id_token") || name.equals("access_token")) {
                        values.add(
                                new FlowView.Value(
                                        name + ", decoded",
                                        FlowReader.decoded(claims(String.valueOf(value))),
                                        "what stands in it: anybody can read it, only the server"
                                                + " can sign it",
                                        "decoded"));
                    }
                });
        return values;
    }

    static Map<String, Object> json(Response response) {
        return Json.object(new String(response.body(), StandardCharsets.UTF_8));
    }

    private static String claims(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        return parts.length == 3
                ? new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                : "opaque: only the server knows what it stands for";
    }
}
