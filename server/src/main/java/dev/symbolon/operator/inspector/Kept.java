package dev.symbolon.operator.inspector;

import dev.symbolon.base.json.Json;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * A step on its way into the database, with what it says about its flow.
 *
 * @param clientId absent where the step knows of none; the flow keeps what it knew
 * @param accountId likewise
 */
record Kept(
        Tenant tenant,
        FlowId flow,
        Flow.Kind kind,
        Flow.State state,
        @Nullable String clientId,
        @Nullable String accountId,
        Step step,
        String content) {

    static Kept of(Answered answered) {
        Step step = StepReader.read(answered);
        return new Kept(
                answered.exchange().tenant(),
                answered.exchange().trace().flow(),
                kind(step),
                state(step),
                step.facts().get("client_id"),
                step.facts().get("account_id"),
                step,
                Json.text(step));
    }

    private static Flow.Kind kind(Step step) {
        return switch (step.act()) {
            case PUSH, AUTHORIZE, AUTHORIZE_BY_POST, RESUME, SEE_CONSENT, CONSENT -> Flow.Kind.CODE;
            case SEE_SIGN_IN, SIGN_IN -> Flow.Kind.SIGN_IN;
            case TOKEN -> grant(step);
            case USERINFO, USERINFO_BY_POST -> Flow.Kind.USERINFO;
            case INTROSPECT -> Flow.Kind.INTROSPECTION;
            case REVOKE -> Flow.Kind.REVOCATION;
            case LOGOUT, LOGOUT_BY_POST, CONFIRM_LOGOUT -> Flow.Kind.LOGOUT;
            case PREFLIGHT -> Flow.Kind.SCRIPT;
        };
    }

    private static Flow.Kind grant(Step step) {
        for (Shown sent : step.sent()) {
            if (sent.name().equals("grant_type")) {
                return switch (sent.value()) {
                    case "authorization_code" -> Flow.Kind.CODE;
                    case "refresh_token" -> Flow.Kind.REFRESH;
                    case "client_credentials" -> Flow.Kind.CLIENT_CREDENTIALS;
                    default -> Flow.Kind.TOKEN;
                };
            }
        }
        return Flow.Kind.TOKEN;
    }

    private static Flow.State state(Step step) {
        if (step.failure() != null || step.answer().status() >= 400) {
            return Flow.State.REFUSED;
        }
        return switch (step.act()) {
            case TOKEN, USERINFO, USERINFO_BY_POST, INTROSPECT, REVOKE, CONFIRM_LOGOUT ->
                    Flow.State.DONE;
            // Where the person was on the way to an app, that goes on with the next step.
            case SIGN_IN ->
                    step.answer().kind() == Step.Answer.Kind.TO_PAGE
                            ? Flow.State.DONE
                            : Flow.State.RUNNING;
            case LOGOUT, LOGOUT_BY_POST ->
                    step.answer().kind() == Step.Answer.Kind.TO_APP
                            ? Flow.State.DONE
                            : Flow.State.RUNNING;
            default -> Flow.State.RUNNING;
        };
    }
}
