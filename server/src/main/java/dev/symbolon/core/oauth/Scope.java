package dev.symbolon.core.oauth;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A set of scope tokens (RFC 6749 §3.3); the order is kept for people, and means nothing.
 *
 * @param tokens each of the characters that §3.3 allows
 */
public record Scope(Set<String> tokens) {

    public static final Scope NONE = new Scope(Set.of());
    public static final String OPENID = "openid";
    public static final String OFFLINE_ACCESS = "offline_access";

    /**
     * Scopes that speak of a person (Core §5.4, §11): nothing for a client that acts for itself.
     */
    public static final Scope OF_PERSONS =
            of(OPENID, "profile", "email", "address", "phone", OFFLINE_ACCESS);

    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    public Scope {
        tokens = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(tokens));
    }

    /** Whether the text is a scope as RFC 6749 §3.3 writes it. */
    public static boolean isWellFormed(String text) {
        return text.isBlank()
                || BLANKS.splitAsStream(text.strip()).allMatch(t -> TOKEN.matcher(t).matches());
    }

    public static Scope of(String... tokens) {
        return new Scope(new LinkedHashSet<>(List.of(tokens)));
    }

    /** Reads tokens separated by spaces. */
    public static Scope parse(String text) {
        return text.isBlank() ? NONE : of(BLANKS.split(text.strip()));
    }

    public boolean has(String token) {
        return tokens.contains(token);
    }

    public boolean isEmpty() {
        return tokens.isEmpty();
    }

    public boolean covers(Scope other) {
        return tokens.containsAll(other.tokens);
    }

    /** Those tokens that are among the allowed. */
    public Scope within(Collection<String> allowed) {
        Set<String> kept = new LinkedHashSet<>(tokens);
        kept.retainAll(allowed);
        return new Scope(kept);
    }

    public Scope without(Collection<String> others) {
        Set<String> kept = new LinkedHashSet<>(tokens);
        kept.removeAll(others);
        return new Scope(kept);
    }

    public Scope and(Scope other) {
        Set<String> all = new LinkedHashSet<>(tokens);
        all.addAll(other.tokens);
        return new Scope(all);
    }

    /** As on the wire: separated by spaces. */
    @Override
    public String toString() {
        return String.join(" ", tokens);
    }
}
