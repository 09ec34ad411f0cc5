package dev.symbolon.core.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.testing.DpopKey;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9449 §4.2 keys that proofs bring, read once")
class ProofKeysTest {

    private final ProofKeys keys = new ProofKeys(Crypto.jdk());
    private final DpopKey app = new DpopKey(InstantSource.system());

    private ProofKeys.Key find(Map<String, Object> jwk) {
        return keys.find(jwk, SignatureAlgorithm.ES256).orElseThrow();
    }

    private CompactJws proof(DpopKey by) {
        String signed = by.proof("POST", "https://id.example/oauth/token").signed();
        return CompactJws.parse(signed).orElseThrow();
    }

    private static Map<String, Object> with(Map<String, Object> jwk, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(jwk);
        more.put(name, value);
        return more;
    }

    @Test
    @DisplayName("a key is kept once it has signed a proof, whatever it is called")
    void kept() {
        ProofKeys.Key first = find(app.jwk());
        assertThat(find(app.jwk())).isNotSameAs(first);

        assertThat(keys.verify(first, proof(app))).isPresent();

        assertThat(find(app.jwk())).isSameAs(first);
        assertThat(find(with(app.jwk(), "kid", "of today"))).isSameAs(first);
    }

    @Test
    @DisplayName("a key that signed nothing is not kept")
    void forged() {
        ProofKeys.Key first = find(app.jwk());

        assertThat(keys.verify(first, proof(new DpopKey(InstantSource.system())))).isEmpty();

        assertThat(find(app.jwk())).isNotSameAs(first);
    }

    @Test
    @DisplayName("nor one that brings more than is read: anybody could fill the memory with it")
    void burdened() {
        for (Object more : List.of("z".repeat(5000), List.of(Map.of("", 0)))) {
            Map<String, Object> jwk = with(app.jwk(), "z", more);
            ProofKeys.Key first = find(jwk);

            assertThat(keys.verify(first, proof(app))).isPresent();

            assertThat(find(jwk)).isNotSameAs(first);
        }
    }
}
