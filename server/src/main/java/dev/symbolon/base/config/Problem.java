package dev.symbolon.base.config;

/**
 * Something wrong with a setting, for whoever set it.
 *
 * @param where {@code symbolon.yaml:4}, the environment variable or the option
 * @param key empty where it is the file itself
 * @param message what is wrong and what to do
 */
public record Problem(String where, String key, String message) {
    @Override
    public String toString() {
        return where + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
