package dev.symbolon.operator.learn;

import dev.symbolon.base.html.Texts;
import dev.symbolon.base.http.HttpError;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.json.Json;
import dev.symbolon.operator.inspector.Diagram;
import dev.symbolon.operator.inspector.Flow;
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

    private final Texts texts;
    private final List<Scene> scenes = new ArrayList<>();
    private final List<Diagram.Sent> sent = new ArrayList<>();

    Scenes(Texts texts) {
        this.texts = texts;
    }

    /**
     * Adds what was heard, and gives it back.
     *
     * @param key of the message that says what happened; with {@code .text}, of the one that says
     *     why
     */
    Heard add(Party who, String key, Heard heard) {
        return add(who, name(who), key, heard);
    }

    /** The same where one of several that are alike asks. */
    Heard add(Party who, String name, String key, Heard heard) {
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
                        texts.text(key),
                        texts.text(key + ".text"),
                        texts.text(name),
                        heard.request().method() + " " + heard.request().path(),
                        sent(heard.request()),
                        answer(heard.response()),
                        received(heard.response()),
                        checks,
                        failure,
                        step == null
                                ? heard.response().status() >= 400
                                : step.state() == Flow.State.REFUSED));
        return heard;
    }

    /**
     * All of them as a chapter.
     *
     * @param key of the message that is its title
     */
    Chapter chapter(String id, String key) {
        return new Chapter(
                id,
                texts.text(key),
                Chapter.paragraphs(texts, key),
                Diagram.drawn(sent),
                scenes,
                texts.text(key + ".moral"));
    }

    private static String name(Party who) {
        return switch (who) {
            case THIEF -> "tour.who.thief";
            case BROWSER -> "tour.who.browser";
            case DEVICE -> "tour.who.device";
            case APP, SYMBOLON, API -> "tour.who.app";
        };
    }

    private List<FlowView.Value> sent(Request request) {
        List<FlowView.Value> values = new ArrayList<>();
        try {
            values.addAll(values(request.query()));
            values.addAll(values(request.form()));
        } catch (HttpError unreadable) {
            throw new IllegalStateException(unreadable);
        }
        request.header("authorization")
                .ifPresent(value -> values.add(value("Authorization", value)));
        request.header("dpop")
                .ifPresent(value -> {
                    values.add(value("DPoP", value));
                    values.add(decoded("DPoP", value));
                });
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

    private FlowView.Value decoded(String name, String jwt) {
        return new FlowView.Value(
                name + ", decoded", claims(jwt), texts.text("tour.decoded"), "decoded");
    }

    private String answer(Response response) {
        String location = response.header("location").orElse("");
        if (!location.isEmpty()) {
            int question = location.indexOf('?');
            return response.status()
                    + ": "
                    + texts.text(
                            "tour.answer.redirect",
                            "address",
                            question < 0 ? location : location.substring(0, question));
        }
        String type = response.header("content-type").orElse("");
        return response.status()
                + ": "
                + texts.text(
                        type.startsWith("text/html") ? "tour.answer.page" : "tour.answer.data");
    }

    private List<FlowView.Value> received(Response response) {
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
                        values.add(decoded(name, String.valueOf(value)));
                    }
                });
        return values;
    }

    static Map<String, Object> json(Response response) {
        return Json.object(new String(response.body(), StandardCharsets.UTF_8));
    }

    private String claims(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        return parts.length == 3
                ? FlowReader.decoded(
                        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                : texts.text("tour.opaque");
    }
}
