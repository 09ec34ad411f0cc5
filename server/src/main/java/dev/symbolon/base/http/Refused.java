package dev.symbolon.base.http;

/** Hears of the answers that a listener gave in its handler's place. Quick, and does not throw. */
@FunctionalInterface
public interface Refused {

    /** Where nobody counts. */
    Refused UNHEARD = (_, _, _, _, _) -> {};

    /**
     * What was no request, or not one that can be handled, was answered.
     *
     * @param method as it was sent; empty where it could not be read
     * @param path as it was sent; empty where it could not be read
     * @param scheme http or https
     */
    void answered(String method, String path, String scheme, int status, long nanoseconds);
}
