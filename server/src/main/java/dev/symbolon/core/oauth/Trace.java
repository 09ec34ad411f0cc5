package dev.symbolon.core.oauth;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one request to the server came to, rule by rule. It belongs to a flow: one run of a
 * protocol, whose id is born with its first request and kept with the interaction, the code and the
 * grant.
 *
 * <p>Used by one thread, the request's. Values handed to it are shown to people: never a secret, a
 * code or a token, only a hash prefix of one or decoded harmless claims.
 */
public final class Trace {

    /**
     * A rule that was checked.
     *
     * @param wanted what would have passed; absent where the statement says it all. Written out
     *     only when somebody looks
     * @param came what arrived; absent likewise
     */
    public record Check(Rule rule, boolean holds, @Nullable Object wanted, @Nullable Object came) {

        /** As people read it; several that would do stand on a line each. */
        public @Nullable String expected() {
            return shown(wanted);
        }

        public @Nullable String received() {
            return shown(came);
        }
    }

    private final List<Check> checks = new ArrayList<>();
    private final List<Map.Entry<String, String>> facts = new ArrayList<>();
    private @Nullable FlowId flow;

    public Trace() {}

    /** A trace that continues a flow which is known from the start. */
    public Trace(FlowId flow) {
        this.flow = flow;
    }

    /**
     * The flow's id; it is born when somebody first asks for it, unless the request continues an
     * earlier one.
     */
    public FlowId flow() {
        if (flow == null) {
            flow = FlowId.random();
        }
        return flow;
    }

    /** The request turned out to continue an earlier flow. */
    public void continues(FlowId earlier) {
        flow = earlier;
    }

    /** Records the verdict. @throws Refusal where the rule does not hold */
    public void require(Rule rule, boolean holds) {
        if (holds) {
            checks.add(new Check(rule, true, null, null));
        } else {
            throw refusal(rule);
        }
    }

    /** Records the verdict, and gives what had to be there. @throws Refusal where it is not */
    public <T> T require(Rule rule, Optional<T> found) {
        return require(rule, found, null, null);
    }

    /** The same with what was expected and what came. @throws Refusal where nothing was found */
    public <T> T require(
            Rule rule, Optional<T> found, @Nullable Object expected, @Nullable Object received) {
        require(rule, found.isPresent(), expected, received);
        return found.orElseThrow();
    }

    /**
     * Records the verdict with what was expected and what came; both are shown to developers, the
     * answer itself holds neither.
     *
     * @throws Refusal where the rule does not hold
     */
    public void require(
            Rule rule, boolean holds, @Nullable Object expected, @Nullable Object received) {
        if (holds) {
            checks.add(new Check(rule, true, expected, received));
        } else {
            throw refusal(rule, expected, received);
        }
    }

    /** The same of what costs time to write out, as times do: asked for when somebody looks. */
    public void require(
            Rule rule, boolean holds, Supplier<String> expected, Supplier<String> received) {
        require(rule, holds, (Object) expected, received);
    }

    /** A rule that did not hold, where the answer is no refusal but a page that asks again. */
    public void fails(Rule rule) {
        fails(rule, null, null);
    }

    public void fails(Rule rule, @Nullable Object expected, @Nullable Object received) {
        checks.add(new Check(rule, false, expected, received));
    }

    /** For a check that has just failed: records it and makes what is to be thrown. */
    public Refusal refusal(Rule rule) {
        return refusal(rule, null, null);
    }

    public Refusal refusal(Rule rule, @Nullable Object expected, @Nullable Object received) {
        checks.add(new Check(rule, false, expected, received));
        return new Refusal(rule, rule.card().statement(), Map.of());
    }

    /** Something worth knowing that is no rule: the client, the account, the decision taken. */
    public void note(String name, @Nullable Object value) {
        facts.add(Map.entry(name, String.valueOf(value)));
    }

    /** The same where it may not be known yet, or is known already. */
    public void knows(String name, @Nullable String value) {
        if (value != null && !facts.contains(Map.entry(name, value))) {
            note(name, value);
        }
    }

    /** Whether any rule failed, and not only because a person is still to answer. */
    public boolean isRefused() {
        return checks.stream().anyMatch(check -> !check.holds() && !check.rule().error().isWait());
    }

    public List<Check> checks() {
        return List.copyOf(checks);
    }

    public List<Map.Entry<String, String>> facts() {
        return List.copyOf(facts);
    }

    private static @Nullable String shown(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Supplier<?> later -> shown(later.get());
            case Collection<?> several ->
                    several.stream().map(String::valueOf).collect(Collectors.joining("\n"));
            default -> value.toString();
        };
    }
}
