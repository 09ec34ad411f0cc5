package dev.symbolon.identity.session;

import java.util.List;

/**
 * Authentication context class references (Core §2): how strong a sign-in was. The weakest first,
 * so that one satisfies those before it.
 */
public enum Acr {
    /** One factor, a password. */
    PASSWORD("urn:symbolon:acr:password");

    /** RFC 8176 §2: a password. */
    public static final String PWD = "pwd";

    private final String wire;

    Acr(String wire) {
        this.wire = wire;
    }

    /** As in {@code acr} and {@code acr_values}. */
    public String wire() {
        return wire;
    }

    /** What a sign-in by these methods reaches (RFC 8176). */
    public static Acr of(List<String> amr) {
        if (!amr.contains(PWD)) {
            throw new IllegalArgumentException("unknown methods " + amr);
        }
        return PASSWORD;
    }

    /** For {@code acr_values_supported} (Discovery §3). */
    public static List<String> supported() {
        return List.of(values()).stream().map(Acr::wire).toList();
    }
}
