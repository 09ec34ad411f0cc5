package dev.symbolon.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import java.time.Duration;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Password hashing")
class PasswordHasherTest {

    private static final Password PASSWORD = Password.typed("correct horse");

    private final Trace trace = new Trace(FlowId.random());

    @Test
    @DisplayName("a hash made elsewhere with RFC 9106's function is understood")
    void interoperable() {
        // Made with the reference implementation's command line: argon2 somesalt -id -t 2 -m 16.
        String phc =
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                        + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        try (PasswordHasher hasher = new PasswordHasher(PasswordSettings.DEFAULTS)) {
            var verdict = hasher.verify(trace, Password.typed("password"), phc);

            assertThat(verdict.matches()).isTrue();
            assertThat(verdict.isOutdated()).isTrue();
            assertThat(hasher.verify(trace, PASSWORD, phc).matches()).isFalse();
        }
    }

    @Test
    @DisplayName("by default 19 MiB, two passes, one lane, a new salt each time")
    void defaults() {
        try (PasswordHasher hasher = new PasswordHasher(PasswordSettings.DEFAULTS)) {
            String one = hasher.hash(trace, PASSWORD);
            String two = hasher.hash(trace, PASSWORD);

            assertThat(one).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(two);
            assertThat(hasher.verify(trace, PASSWORD, one))
                    .isEqualTo(new PasswordHasher.Verdict(true, false));
            // The memory is kept from hash to hash, and nothing of one gets into the next.
            assertThat(hasher.verify(trace, PASSWORD, two).matches()).isTrue();
            assertThat(hasher.verifyNobody(trace, PASSWORD, null).matches()).isFalse();
        }
    }

    @Test
    @DisplayName("memory that is kept is given out again, empty")
    void kept() {
        KeptBlocks blocks = new KeptBlocks(1);
        Argon2BytesGenerator.Block first = blocks.allocate();
        Argon2BytesGenerator.Block second = blocks.allocate();
        blocks.deallocate(first);
        blocks.deallocate(second);

        assertThat(blocks.allocate()).isSameAs(first);
        assertThat(blocks.allocate()).isNotSameAs(second);
    }

    @Test
    @DisplayName("where the queue is full, the answer is 503 with Retry-After, at once")
    void full() throws Exception {
        PasswordSettings narrow = new PasswordSettings(64, 1, 1, 1, Duration.ofSeconds(30));
        BusyThreads busy = new BusyThreads(narrow);
        try (PasswordHasher hasher = new PasswordHasher(narrow, busy.threads())) {
            Thread waits = Thread.ofVirtual().start(() -> hasher.hash(trace(), PASSWORD));
            while (hasher.waiting() == 0) {
                Thread.onSpinWait();
            }

            assertRefused(hasher);
            busy.letGo();
            waits.join();
            assertThat(hasher.hash(trace, PASSWORD)).isNotEmpty();
        }
    }

    @Test
    @DisplayName("who waits for too long is refused too, and is not worked on afterwards")
    void late() throws Exception {
        PasswordSettings impatient = new PasswordSettings(64, 1, 1, 8, Duration.ofMillis(50));
        BusyThreads busy = new BusyThreads(impatient);
        try (PasswordHasher hasher = new PasswordHasher(impatient, busy.threads())) {

            assertRefused(hasher);
            assertThat(hasher.waiting()).as("its place in the queue is free").isZero();
            busy.letGo();
            assertThat(hasher.hashes()).isZero();
        }
    }

    private void assertRefused(PasswordHasher hasher) {
        assertThatThrownBy(() -> hasher.hash(trace, PASSWORD))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.error().status()).isEqualTo(503);
                            assertThat(refusal.headers()).containsKey("Retry-After");
                        });
    }

    private static Trace trace() {
        return new Trace(FlowId.random());
    }

    @Test
    @DisplayName("what is no Argon2id PHC string is no answer but an outage")
    void broken() {
        assertThatThrownBy(() -> Argon2Hash.parse("$argon2i$v=19$m=16,t=2,p=1$c29tZXNhbHQ$AAAA"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(HexFormat.of().formatHex(Argon2Hash.parse(EXAMPLE).salt()))
                .isEqualTo("736f6d6573616c74");
        assertThat(Argon2Hash.parse(EXAMPLE)).hasToString(EXAMPLE);
    }

    private static final String EXAMPLE =
            "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ"
                    + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
}
