package dev.symbolon.core.oauth;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which a request is refused: thrown anywhere, caught once, where it becomes the
 * RFC's JSON error, a redirect or a page. Made by {@link Trace}, so that no refusal goes untraced.
 * No stack trace: it is as cheap as a value.
 */
public final class Refusal extends RuntimeException {

    private final Rule rule;
    private final int status;
    private final Map<String, String> headers;

    Refusal(Rule rule, String description, Map<String, String> headers) {
        this(rule, rule.error().status(), description, headers);
    }

    private Refusal(Rule rule, int status, String description, Map<String, String> headers) {
        super(description, null, false, false);
        this.rule = rule;
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    public Rule rule() {
        return rule;
    }

    public ErrorCode error() {
        return rule.error();
    }

    /** The HTTP status of a JSON answer: the error code's, unless somebody knew better. */
    public int status() {
        return status;
    }

    /**
     * For {@code error_description}: the rule's statement, and what differed where that helps
     * nobody but the developer. Only the characters RFC 6749 §5.2 allows.
     */
    public String description() {
        @Nullable String message = getMessage();
        return message == null ? "" : message;
    }

    /** Headers that the answer needs: WWW-Authenticate, Retry-After. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The same refusal with one more header on its answer. */
    public Refusal with(String header, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new Refusal(rule, status, description(), more);
    }

    /** The same refusal where its error code has another status than elsewhere. */
    public Refusal withStatus(int other) {
        return new Refusal(rule, other, description(), headers);
    }
}
