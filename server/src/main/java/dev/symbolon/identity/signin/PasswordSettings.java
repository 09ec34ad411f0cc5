package dev.symbolon.identity.signin;

import dev.symbolon.base.config.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a password hash costs (RFC 9106 §3.1), and how many may wait for theirs. */
public record PasswordSettings(
        @Setting("Memory of one Argon2id hash, in KiB.") int memory,
        @Setting("Passes of one Argon2id hash over its memory.") int iterations,
        @Setting("Lanes of one Argon2id hash.") int parallelism,
        @Setting("How many sign-ins may wait for a processor to check their password.") int queue,
        @Setting("How long a sign-in waits for its password to be checked.") Duration patience) {

    /** 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's first choice. */
    public static final PasswordSettings DEFAULTS =
            new PasswordSettings(19_456, 2, 1, 64, Duration.ofSeconds(2));

    /** What is wrong with these values, each beginning with the key. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (parallelism < 1 || parallelism > 16) {
            problems.add("parallelism: must be 1 to 16");
        }
        if (memory < 8 * Math.max(1, parallelism) || memory > 4_194_304) {
            problems.add("memory: must be 8 KiB for each lane to 4194304 KiB (RFC 9106 §3.1)");
        }
        if (iterations < 1 || iterations > 100) {
            problems.add("iterations: must be 1 to 100");
        }
        if (queue < 1) {
            problems.add("queue: must be at least 1");
        }
        if (!patience.isPositive()) {
            problems.add("patience: must be longer than nothing");
        }
        return problems;
    }
}
