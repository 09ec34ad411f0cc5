package dev.symbolon.operator.inspector;

import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.oauth.ErrorCode;
import dev.symbolon.core.oauth.Rule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of a flow and its answer, as it is kept and shown.
 *
 * @param at when it was answered
 * @param route method and address as it was mounted
 * @param micros how long the answer took
 * @param spent what that time went into, in microseconds, by the part's name
 * @param sent what was sent
 * @param facts what the server found out: the client, the decision
 * @param answer what was answered
 */
public record Step(
        Instant at,
        Act act,
        String route,
        long micros,
        Map<String, Long> spent,
        List<Shown> sent,
        Map<String, String> facts,
        List<Check> checks,
        Answer answer) {

    public Step {
        sent = List.copyOf(sent);
        checks = List.copyOf(checks);
    }

    /**
     * A rule that was checked.
     *
     * @param rule its id
     * @param expected absent where the statement says it all
     * @param received likewise
     */
    public record Check(
            String rule,
            String statement,
            String source,
            Rule.Level level,
            String mend,
            boolean holds,
            @Nullable String expected,
            @Nullable String received) {

        static Check of(
                String rule,
                Rule.Card card,
                boolean holds,
                @Nullable String expected,
                @Nullable String received) {
            return new Check(
                    rule,
                    card.statement(),
                    card.source(),
                    card.level(),
                    card.mend(),
                    holds,
                    expected,
                    received);
        }
    }

    /**
     * What was answered.
     *
     * @param to where the browser was sent, without its query; absent where it was not
     * @param values of the address that the browser was sent to, or of the JSON
     */
    public record Answer(int status, Kind kind, @Nullable String to, List<Shown> values) {

        /** What kind of thing it was. */
        public enum Kind {
            /** The browser goes to the app. */
            TO_APP,
            /** The browser goes to a page of ours. */
            TO_PAGE,
            /** A page. */
            PAGE,
            /** Data for a program. */
            DATA
        }

        public Answer {
            values = List.copyOf(values);
        }
    }

    /** When the request arrived, to the millisecond. */
    public Instant begun() {
        return at.minusMillis(micros / 1000);
    }

    /** The rule that did not hold, where one did not: the last word. */
    public @Nullable Check failure() {
        return waits()
                ? null
                : checks.stream()
                        .filter(check -> !check.holds())
                        .reduce((_, last) -> last)
                        .orElse(null);
    }

    /**
     * Without the account that somebody said they are and did not prove: whoever owns an app must
     * not learn from its sign-ins which names there are.
     */
    Step withoutClaimedAccount() {
        Map<String, String> others = new LinkedHashMap<>(facts);
        others.remove("account");
        return new Step(at, act, route, micros, spent, sent, others, checks, answer);
    }

    /**
     * The origin of the script that asked whether it may ask (Fetch, "CORS-preflight fetch"): such
     * a request says nothing else of who sends it. Absent in all others.
     */
    @Nullable String site() {
        return act != Act.PREFLIGHT
                ? null
                : sent.stream()
                        .filter(one -> one.name().equals("Origin"))
                        .map(Shown::value)
                        .findFirst()
                        .orElse(null);
    }

    /** What kind of flow a step like this is part of. */
    public Flow.Kind kind() {
        return switch (act) {
            case PUSH, AUTHORIZE, AUTHORIZE_BY_POST, RESUME, SEE_CONSENT, CONSENT -> Flow.Kind.CODE;
            case DEVICE, SEE_DEVICE, TYPE_CODE, RESUME_DEVICE -> Flow.Kind.DEVICE;
            case BACKCHANNEL, SEE_REQUEST, RESUME_REQUEST, PING_APP, PUSH_TO_APP, MAIL ->
                    Flow.Kind.BACKCHANNEL;
            // On the way to an app, or to a page of ours.
            case SEE_SIGN_IN, SIGN_IN ->
                    facts.containsKey("client_id") ? Flow.Kind.CODE : Flow.Kind.SIGN_IN;
            case SEE_SIGN_UP, SIGN_UP ->
                    facts.containsKey("client_id") ? Flow.Kind.CODE : Flow.Kind.SIGN_UP;
            case CHALLENGE -> Flow.Kind.TOKEN;
            case TOKEN -> grant();
            case USERINFO, USERINFO_BY_POST -> Flow.Kind.USERINFO;
            case INTROSPECT -> Flow.Kind.INTROSPECTION;
            case REVOKE -> Flow.Kind.REVOCATION;
            case LOGOUT, LOGOUT_BY_POST, CONFIRM_LOGOUT, BACKCHANNEL_LOGOUT -> Flow.Kind.LOGOUT;
            case REGISTER, READ_REGISTRATION, CHANGE_REGISTRATION, END_REGISTRATION ->
                    Flow.Kind.REGISTRATION;
            case PAGE -> Flow.Kind.PAGE;
            case PREFLIGHT -> Flow.Kind.SCRIPT;
            case UNREADABLE -> Flow.Kind.UNREADABLE;
        };
    }

    private Flow.Kind grant() {
        for (Shown one : sent) {
            if (one.name().equals("grant_type")) {
                return switch (one.value()) {
                    case "authorization_code" -> Flow.Kind.CODE;
                    case "refresh_token" -> Flow.Kind.REFRESH;
                    case "client_credentials" -> Flow.Kind.CLIENT_CREDENTIALS;
                    case ClientMetadata.DEVICE_CODE -> Flow.Kind.DEVICE;
                    case ClientMetadata.CIBA -> Flow.Kind.BACKCHANNEL;
                    default -> Flow.Kind.TOKEN;
                };
            }
        }
        return Flow.Kind.TOKEN;
    }

    /** Whether who waits was told to ask again, which is no failure (RFC 8628 §3.5, CIBA §11). */
    private boolean waits() {
        return answer.values().stream()
                .anyMatch(value ->
                        value.name().equals("error")
                                && value.value().equals(ErrorCode.AUTHORIZATION_PENDING.wire()));
    }

    /** How far the flow has come with it. */
    public Flow.State state() {
        if (waits()) {
            return Flow.State.RUNNING;
        }
        if (failure() != null || answer.status() >= 400) {
            return Flow.State.REFUSED;
        }
        return switch (act) {
            case CHALLENGE,
                    TOKEN,
                    PUSH_TO_APP,
                    USERINFO,
                    USERINFO_BY_POST,
                    INTROSPECT,
                    REVOKE,
                    CONFIRM_LOGOUT,
                    BACKCHANNEL_LOGOUT,
                    REGISTER,
                    READ_REGISTRATION,
                    CHANGE_REGISTRATION,
                    END_REGISTRATION ->
                    Flow.State.DONE;
            // Where the person was on the way to an app, that goes on with the next step.
            case SIGN_IN, SIGN_UP ->
                    answer.kind() == Answer.Kind.TO_PAGE ? Flow.State.DONE : Flow.State.RUNNING;
            // Asked, or asking again with its cookies.
            case LOGOUT, LOGOUT_BY_POST ->
                    facts.containsKey("decision") || answer.kind() == Answer.Kind.TO_PAGE
                            ? Flow.State.RUNNING
                            : Flow.State.DONE;
            default -> Flow.State.RUNNING;
        };
    }
}
