package dev.symbolon.operator.inspector;

import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that the server itself sent in the course of a flow, and what came of it.
 *
 * @param to the address, without a query
 * @param sent its parameters, still with their secrets
 * @param status what was answered; 0 where nothing was
 */
public record Outgoing(
        Tenant tenant,
        Trace trace,
        Act act,
        String to,
        Map<String, String> sent,
        int status,
        Instant at,
        Duration took) {

    Step step() {
        Map<String, String> facts = new LinkedHashMap<>();
        trace.facts().forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
        return new Step(
                at,
                act,
                act.verb() + " " + to,
                took.toNanos() / 1000,
                Map.of(),
                sent.entrySet().stream()
                        .map(parameter -> Disclosure.of(parameter.getKey(), parameter.getValue()))
                        .toList(),
                facts,
                trace.checks().stream().map(StepReader::check).toList(),
                new Step.Answer(status, Step.Answer.Kind.DATA, null, List.of()));
    }
}
