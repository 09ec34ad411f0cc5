package dev.symbolon.core.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has to show beside a token, the claim {@code cnf} (RFC 7800 §3); or what somebody
 * did show.
 *
 * @param jkt the thumbprint of a key that signs proofs (RFC 9449 §6.1); absent where none is bound
 * @param x5t the thumbprint of a certificate, {@code x5t#S256} (RFC 8705 §3.1); absent likewise
 * @param instance the thumbprint of the attested key of a client's instance, which must be attested
 *     again (Attestation-Based Client Authentication §10.3); of grants and codes, in no token;
 *     absent likewise
 */
public record Confirmation(@Nullable String jkt, @Nullable String x5t, @Nullable String instance) {

    /** Bound to nothing; whoever has the token may use it. */
    public static final Confirmation NONE = new Confirmation(null, null);

    public Confirmation(@Nullable String jkt, @Nullable String x5t) {
        this(jkt, x5t, null);
    }

    public static final String JKT = "jkt";
    public static final String X5T = "x5t#S256";

    public static Confirmation ofKey(@Nullable String jkt) {
        return jkt == null ? NONE : new Confirmation(jkt, null);
    }

    /** What a claim says of these two; other ways to confirm are not read. */
    public static Confirmation read(@Nullable Object cnf) {
        return cnf instanceof Map<?, ?> members
                ? new Confirmation(text(members.get(JKT)), text(members.get(X5T)))
                : NONE;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    /** The same, for that instance of the client alone; for any where it is absent. */
    public Confirmation ofInstance(@Nullable String key) {
        return new Confirmation(jkt, x5t, key);
    }

    /** Whether whoever has a token may use it. */
    public boolean isNone() {
        return jkt == null && x5t == null;
    }

    /** The claim; empty where nothing is bound. */
    public Map<String, Object> toMap() {
        Map<String, Object> members = new LinkedHashMap<>();
        if (jkt != null) {
            members.put(JKT, jkt);
        }
        if (x5t != null) {
            members.put(X5T, x5t);
        }
        return members;
    }

    /**
     * Whether all that a claim asks for was shown here: a way to confirm that we do not know never
     * was.
     *
     * @param cnf absent: nothing is asked for
     */
    public boolean meets(@Nullable Object cnf) {
        return cnf == null
                || (cnf instanceof Map<?, ?> members
                        && !members.isEmpty()
                        && toMap().entrySet().containsAll(members.entrySet()));
    }

    @Override
    public String toString() {
        return isNone() ? "nothing" : toMap().toString();
    }
}
