package dev.symbolon.operator.inspector;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a request to one of our addresses is in a flow: who makes it, and what for. */
public enum Act {
    PUSH("POST /oauth/par", Party.APP, "Leaves its request"),
    AUTHORIZE("GET /oauth/authorize", Party.BROWSER, "Asks for authorization"),
    AUTHORIZE_BY_POST("POST /oauth/authorize", Party.BROWSER, "Asks for authorization"),
    RESUME("GET /oauth/authorize/resume/{id}", Party.BROWSER, "Comes back from a page of ours"),
    SEE_SIGN_IN("GET /sign-in", Party.BROWSER, "Opens the sign-in page"),
    SIGN_IN("POST /sign-in", Party.BROWSER, "The person signs in"),
    SEE_SIGN_UP("GET /sign-up", Party.BROWSER, "Opens the sign-up page"),
    SIGN_UP("POST /sign-up", Party.BROWSER, "The person makes an account"),
    SEE_CONSENT("GET /consent", Party.BROWSER, "Opens the consent page"),
    CONSENT("POST /consent", Party.BROWSER, "The person answers"),
    DEVICE("POST /oauth/device", Party.DEVICE, "A device asks to be connected"),
    SEE_DEVICE("GET /device", Party.BROWSER, "Opens the page for codes"),
    TYPE_CODE("POST /device", Party.BROWSER, "The person types the code"),
    RESUME_DEVICE("GET /device/resume/{id}", Party.BROWSER, "Comes back from a page of ours"),
    BACKCHANNEL("POST /oauth/bc-authorize", Party.APP, "Asks a person who is elsewhere"),
    SEE_REQUEST("GET /account/requests/{id}", Party.BROWSER, "Opens what waits for an answer"),
    RESUME_REQUEST(
            "GET /account/requests/resume/{id}", Party.BROWSER, "Comes back from a page of ours"),
    PING_APP("pings an app", Party.SYMBOLON, "Tells the app that the answer is there"),
    PUSH_TO_APP("sends an app the answer", Party.SYMBOLON, "Sends the app the answer"),
    MAIL("sends a mail", Party.SYMBOLON, "Sends the person a mail"),
    CHALLENGE("POST /oauth/challenge", Party.APP, "Asks for a challenge"),
    TOKEN("POST /oauth/token", Party.APP, "Asks for tokens"),
    USERINFO("GET /oauth/userinfo", Party.APP, "Asks who the person is"),
    USERINFO_BY_POST("POST /oauth/userinfo", Party.APP, "Asks who the person is"),
    INTROSPECT("POST /oauth/introspect", Party.API, "Asks whether a token holds"),
    REVOKE("POST /oauth/revoke", Party.APP, "Gives a token back"),
    LOGOUT("GET /oauth/logout", Party.BROWSER, "Asks to sign out"),
    LOGOUT_BY_POST("POST /oauth/logout", Party.BROWSER, "Asks to sign out"),
    CONFIRM_LOGOUT("POST /oauth/logout/confirm", Party.BROWSER, "The person answers"),
    BACKCHANNEL_LOGOUT("tells an app", Party.SYMBOLON, "Tells the app of the sign-out"),
    REGISTER("POST /oauth/register", Party.APP, "Registers itself"),
    READ_REGISTRATION("GET /oauth/register/{client_id}", Party.APP, "Reads what it registered"),
    CHANGE_REGISTRATION("PUT /oauth/register/{client_id}", Party.APP, "Changes what it registered"),
    END_REGISTRATION("DELETE /oauth/register/{client_id}", Party.APP, "Removes itself"),
    /** Of no flow: it is kept where it went wrong alone, for the reference that was shown. */
    PAGE("a page", Party.BROWSER, "Asks for a page of ours"),
    PREFLIGHT("OPTIONS", Party.BROWSER, "A script asks whether it may ask"),
    /** Nobody knows where it was meant to go. */
    UNREADABLE("", Party.APP, "Sends what cannot be read");

    private static final Map<String, Act> BY_ROUTE =
            Arrays.stream(values())
                    .collect(Collectors.toMap(act -> act.route, Function.identity()));

    private final String route;
    private final Party from;
    private final String label;

    Act(String route, Party from, String label) {
        this.route = route;
        this.from = from;
        this.label = label;
    }

    /** Nothing where the address is no part of a flow: a style sheet, the keys, this inspector. */
    static Optional<Act> of(String method, String route) {
        if (route.isEmpty()) {
            return Optional.of(UNREADABLE);
        }
        return method.equals("OPTIONS")
                ? Optional.of(PREFLIGHT)
                : Optional.ofNullable(BY_ROUTE.get(method + " " + route));
    }

    public Party from() {
        return from;
    }

    /** How the server speaks where it is the server that does. */
    String verb() {
        return this == MAIL ? "SMTP" : "POST";
    }

    /** Who is asked: the server, but where it is the server that asks. */
    Party to() {
        if (this == MAIL) {
            return Party.BROWSER;
        }
        return from == Party.SYMBOLON ? Party.APP : Party.SYMBOLON;
    }

    public String label() {
        return label;
    }
}
