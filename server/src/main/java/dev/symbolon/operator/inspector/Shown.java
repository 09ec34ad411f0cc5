package dev.symbolon.operator.inspector;

/**
 * A named value as it may be seen: what came, or what stands for it.
 *
 * @param name as on the wire
 * @param value never a secret, a code or a token
 * @param form how the value relates to what came
 */
public record Shown(String name, String value, Form form) {

    /** What was done to the value before it was kept. */
    public enum Form {
        /** As it came. */
        PLAIN,
        /** The beginning of its SHA-256: enough to see that two are the same. */
        HASHED,
        /**
         * A JWT's header and claims; the signature, without which it opens nothing, is left out.
         */
        DECODED,
        /** Not even its hash: it could be guessed. */
        HIDDEN
    }
}
