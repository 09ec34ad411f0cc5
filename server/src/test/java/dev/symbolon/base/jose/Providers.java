package dev.symbolon.base.jose;

import java.util.stream.Stream;

/** Whoever can compute signatures on this machine. */
final class Providers {

    private Providers() {}

    static Stream<Crypto> all() {
        Crypto fast = Crypto.jdk();
        return fast.accelerate() ? Stream.of(Crypto.jdk(), fast) : Stream.of(Crypto.jdk());
    }
}
