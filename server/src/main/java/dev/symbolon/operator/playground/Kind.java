package dev.symbolon.operator.playground;

import java.util.Arrays;
import java.util.Optional;

/** What can be tried. */
public enum Kind {
    AUTHORIZE("authorize", "Authorization request", "GET", "/oauth/authorize"),
    PUSH("push", "Pushed authorization request", "POST", "/oauth/par"),
    TOKEN("token", "Token request", "POST", "/oauth/token"),
    USERINFO("userinfo", "Userinfo", "POST", "/oauth/userinfo"),
    INTROSPECT("introspect", "Introspection", "POST", "/oauth/introspect"),
    REVOKE("revoke", "Revocation", "POST", "/oauth/revoke"),
    LOGOUT("logout", "Sign-out", "GET", "/oauth/logout");

    private final String wire;
    private final String label;
    private final String method;
    private final String path;

    Kind(String wire, String label, String method, String path) {
        this.wire = wire;
        this.label = label;
        this.method = method;
        this.path = path;
    }

    static Optional<Kind> of(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire.equals(wire)).findFirst();
    }

    public String wire() {
        return wire;
    }

    public String label() {
        return label;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }
}
