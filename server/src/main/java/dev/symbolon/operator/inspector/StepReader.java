package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.HttpError;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.client.attestation.Attestations;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.operator.inspector.Step.Answer;
import dev.symbolon.operator.inspector.Step.Answer.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a step of a request and its answer; what must not be kept ends here. */
final class StepReader {

    private static final int MOST_CHECKS = 100;
    private static final int LONGEST = 2000;

    private StepReader() {}

    static Step read(Answered answered) {
        Trace trace = answered.exchange().trace();
        Map<String, Long> spent = new LinkedHashMap<>();
        answered.spent()
                .nanos()
                .forEach((part, nanos) ->
                        spent.put(part.name().toLowerCase(Locale.ROOT), nanos / 1000));
        Map<String, String> facts = new LinkedHashMap<>();
        trace.facts().forEach(fact -> facts.put(fact.getKey(), cutTo(fact.getValue())));
        return new Step(
                answered.at(),
                answered.act(),
                answered.exchange().request().method() + " " + answered.route(),
                answered.nanos() / 1000,
                spent,
                sent(answered.exchange().request()),
                facts,
                trace.checks().stream().limit(MOST_CHECKS).map(StepReader::check).toList(),
                answer(answered.exchange().tenant(), answered.response()));
    }

    static Step.Check check(Trace.Check check) {
        var card = check.rule().card();
        return Step.Check.of(
                card.id(), card, check.holds(), cut(check.expected()), cut(check.received()));
    }

    private static List<Shown> sent(Request request) {
        List<Shown> sent = new ArrayList<>();
        try {
            sent.addAll(Disclosure.of(request.query()));
            sent.addAll(Disclosure.of(request.form()));
            if (request.hasJson()) {
                sent.addAll(Disclosure.of(json(request.body())));
            }
        } catch (HttpError unreadable) {
            sent.add(new Shown("", "could not be read", Shown.Form.HIDDEN));
        }
        request.header("authorization").ifPresent(value -> sent.add(credentials(value)));
        request.headerValues("dpop").forEach(value -> sent.add(Disclosure.of("DPoP", value)));
        Attestations.HEADERS.forEach(name ->
                request.headerValues(name.toLowerCase(Locale.ROOT))
                        .forEach(value -> sent.add(Disclosure.of(name, value))));
        request.header("origin")
                .ifPresent(value -> sent.add(new Shown("Origin", cutTo(value), Shown.Form.PLAIN)));
        return sent;
    }

    /** RFC 9110 §11.4: the scheme, and what stands behind it. */
    private static Shown credentials(String header) {
        int blank = header.indexOf(' ');
        String scheme = blank < 0 ? "" : header.substring(0, blank);
        Shown value = Disclosure.of("Authorization", header.substring(blank + 1).strip());
        return new Shown("Authorization", scheme + " " + value.value(), value.form());
    }

    private static Answer answer(Tenant tenant, Response response) {
        String location = response.header("location").orElse(null);
        if (location != null) {
            return redirect(tenant, response.status(), location);
        }
        String type = response.header("content-type").orElse("");
        if (type.startsWith("application/json")) {
            return new Answer(
                    response.status(), Kind.DATA, null, Disclosure.of(json(response.body())));
        }
        return new Answer(
                response.status(),
                type.startsWith("text/html") ? Kind.PAGE : Kind.DATA,
                null,
                List.of());
    }

    private static Answer redirect(Tenant tenant, int status, String location) {
        // A fragment that goes to an app is an answer, too (Core §3.3.2.5); ours are none.
        String[] parts = location.split("[?#]", -1);
        String to = parts[0];
        boolean ours = location.startsWith("/") || location.startsWith(tenant.issuer() + "/");
        List<Shown> values =
                Stream.of(parts)
                        .skip(1)
                        .flatMap(part -> Disclosure.of(Parameters.parse(part)).stream())
                        .toList();
        // An address of ours may end in what opens an interaction.
        String shown = ours ? to.replaceFirst("/resume/.*", "/resume/…") : to;
        return new Answer(status, ours ? Kind.TO_PAGE : Kind.TO_APP, cut(shown), values);
    }

    private static Map<String, Object> json(byte[] body) {
        try {
            return Json.object(new String(body, StandardCharsets.UTF_8));
        } catch (Json.Malformed other) {
            return Map.of();
        }
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : cutTo(text);
    }

    private static String cutTo(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
