package dev.symbolon.operator.playground;

/** A set of rules that a client can be held against. */
public enum Profile {
    OAUTH_2_1("OAuth 2.1", "What every client should be today."),
    FAPI_2_0("FAPI 2.0 Security Profile", "For banks and whoever has as much to lose."),
    MCP("MCP authorization 2026-07-28", "For clients of Model Context Protocol servers.");

    private final String title;
    private final String text;

    Profile(String title, String text) {
        this.title = title;
        this.text = text;
    }

    public String title() {
        return title;
    }

    public String text() {
        return text;
    }
}
