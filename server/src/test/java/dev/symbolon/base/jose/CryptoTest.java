package dev.symbolon.base.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.security.KeyPair;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Who computes signatures")
class CryptoTest {

    @Test
    @DisplayName(
            "on Linux with x86-64 or ARM, the native library passes every self-test; ML-DSA is the JDK's")
    void passes() {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        assumeThat(System.getProperty("os.arch")).isIn("amd64", "aarch64");
        Crypto crypto = Crypto.jdk();
        assertThat(crypto.accelerate()).isTrue();
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            assertThat(crypto.provider(algorithm) == null)
                    .as("%s stays with the JDK", algorithm.wire())
                    .isEqualTo(algorithm.isPostQuantum());
        }
    }

    @Test
    @DisplayName("nothing is installed for the rest of the JVM")
    void notGlobal() {
        Crypto.jdk().accelerate();
        assertThat(Security.getProviders())
                .extracting(Provider::getName)
                .noneMatch(name -> name.contains("Corretto"));
    }

    @Test
    @DisplayName("a provider without the algorithm does not pass the self-test")
    void fails() {
        assertThat(SelfTest.passes(SignatureAlgorithm.ES256, Security.getProvider("SUN")))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("many threads sign and verify with one key while the provider changes")
    void swap(SignatureAlgorithm algorithm) throws Exception {
        Crypto crypto = Crypto.jdk();
        KeyPair pair = algorithm.newKeyPair();
        JwsSigner signer = new JwsSigner(algorithm, "k", pair.getPrivate(), crypto);
        VerificationKey key = new VerificationKey(algorithm, pair.getPublic(), crypto);
        List<Future<Boolean>> runs = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                int number = i;
                runs.add(threads.submit(() -> holds(signer, key, number)));
                if (i == 20) {
                    crypto.accelerate();
                }
            }
        }
        for (Future<Boolean> run : runs) {
            assertThat(run.get()).isTrue();
        }
    }

    private static boolean holds(JwsSigner signer, VerificationKey key, int number) {
        String token = signer.sign("JWT", Map.of("n", number));
        JwtParts other = JwtParts.of(token).withClaims("{\"n\":-1}");
        Optional<Jws> read = CompactJws.parse(token).flatMap(key::verify);
        return read.filter(jws -> Integer.valueOf(number).equals(jws.claims().get("n"))).isPresent()
                && CompactJws.parse(other.compact()).flatMap(key::verify).isEmpty()
                && CompactJws.parse(other.withSignature("AAAA").compact())
                        .flatMap(key::verify)
                        .isEmpty();
    }
}
