package dev.symbolon.core.client;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.oauth.ResponseType;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A set of rules that a client is held to: what its metadata must be ({@link ProfileRule}), and
 * what its requests must be beside.
 */
public enum Profile {
    OAUTH_2_1("oauth-2.1", "OAuth 2.1", "What every client should be today."),
    FAPI_2_0_SECURITY(
            "fapi-2.0-security",
            "FAPI 2.0 Security Profile",
            "For banks and whoever has as much to lose."),
    FAPI_2_0_MESSAGE_SIGNING(
            "fapi-2.0-message-signing",
            "FAPI 2.0 Message Signing",
            "The same, with requests and answers that can be shown to others."),
    MCP("mcp", "MCP authorization 2026-07-28", "For clients of Model Context Protocol servers."),
    COMPATIBLE(
            "compatible",
            "Compatible",
            "For old clients: confidential ones may come without PKCE, and where the settings allow it tokens may come in addresses.");

    private static final Set<Profile> FAPI =
            EnumSet.of(FAPI_2_0_SECURITY, FAPI_2_0_MESSAGE_SIGNING);

    /** FAPI 2.0 Security Profile §5.4.1. */
    private static final Set<SignatureAlgorithm> OF_FAPI =
            EnumSet.of(
                    SignatureAlgorithm.PS256,
                    SignatureAlgorithm.ES256,
                    SignatureAlgorithm.EDDSA,
                    SignatureAlgorithm.ED25519);

    private final String wire;
    private final String title;
    private final String text;

    Profile(String wire, String title, String text) {
        this.wire = wire;
        this.title = title;
        this.text = text;
    }

    /** Compared exactly; nothing for anything else. */
    static Optional<Profile> of(String wire) {
        return Arrays.stream(values()).filter(profile -> profile.wire.equals(wire)).findFirst();
    }

    /** As in metadata and settings. */
    public String wire() {
        return wire;
    }

    @Override
    public String toString() {
        return wire;
    }

    public String title() {
        return title;
    }

    public String text() {
        return text;
    }

    public boolean isFapi() {
        return FAPI.contains(this);
    }

    /** RFC 9700 §2.1.2: what is a token itself comes in no address, but for old clients. */
    public boolean allows(ResponseType type) {
        return this == COMPATIBLE || !type.hasToken();
    }

    /** What a client may sign with. */
    public Set<SignatureAlgorithm> algorithms() {
        return isFapi() ? OF_FAPI : EnumSet.allOf(SignatureAlgorithm.class);
    }

    /**
     * How long a code may be valid at most: FAPI 2.0 Security Profile §5.3.2.1, RFC 6749 §4.1.2.
     */
    public Duration longestCode() {
        return isFapi() ? Duration.ofMinutes(1) : Duration.ofMinutes(10);
    }

    /** How far a client's clock may be off. */
    public Duration skew() {
        return isFapi() ? Duration.ofSeconds(10) : Duration.ofMinutes(1);
    }

    /**
     * FAPI 2.0 Security Profile §5.3.2.1: rotation breaks what it should not where a reply is lost.
     */
    public boolean rotatesRefreshTokens() {
        return !isFapi();
    }
}
