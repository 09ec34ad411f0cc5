package dev.symbolon.base.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sealed values")
class SealerTest {

    private static final byte[] PLAIN = "a private key".getBytes(StandardCharsets.US_ASCII);
    private static final Sealer.Place PLACE = new Sealer.Place("main", "signing_key", "k1");

    private final MasterKey masterKey = MasterKey.random();
    private final Sealer sealer = new Sealer(masterKey);

    @Test
    @DisplayName("open where they were sealed, and never look the same twice")
    void opens() {
        String sealed = sealer.seal(PLACE, PLAIN);
        assertThat(sealed).startsWith("v1." + masterKey.id() + ".");
        assertThat(sealer.seal(PLACE, PLAIN)).isNotEqualTo(sealed);
        assertThat(sealer.open(PLACE, sealed)).isEqualTo(PLAIN);
        assertThat(sealer.open(PLACE, sealer.seal(PLACE, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "other, signing_key, k1",
        "main, client_secret, k1",
        "main, signing_key, k2",
        "main, signing_keyk, 1",
        "mainsigning_key, '', k1"
    })
    @DisplayName("do not open in another tenant, for another purpose or in another row")
    void moved(String tenant, String purpose, String row) {
        String sealed = sealer.seal(PLACE, PLAIN);
        assertThatThrownBy(() -> sealer.open(new Sealer.Place(tenant, purpose, row), sealed))
                .isInstanceOf(Sealer.Broken.class)
                .hasMessageContaining("belongs to another row");
    }

    @Test
    @DisplayName("say so where another master key sealed them")
    void anotherMasterKey() {
        MasterKey other = MasterKey.random();
        String sealed = new Sealer(other).seal(PLACE, PLAIN);
        assertThatThrownBy(() -> sealer.open(PLACE, sealed))
                .isInstanceOf(Sealer.Broken.class)
                .hasMessageContaining("sealed with another master key (" + other.id() + ")")
                .hasMessageContaining(masterKey.id());
        String renamed = sealed.replace(other.id(), masterKey.id());
        assertThatThrownBy(() -> sealer.open(PLACE, renamed)).isInstanceOf(Sealer.Broken.class);
    }

    @Test
    @DisplayName("once changed do not open")
    void changed() {
        String sealed = sealer.seal(PLACE, PLAIN);
        int middle = sealed.length() - 10;
        char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
        String changed = sealed.substring(0, middle) + other + sealed.substring(middle + 1);
        assertThatThrownBy(() -> sealer.open(PLACE, changed)).isInstanceOf(Sealer.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "v2.x.y", "v1.x", "v1.x.y.z", "v1..", "v1.ID.", "v1.ID.%%"})
    @DisplayName("of no known form are told as such")
    void malformed(String sealed) {
        assertThatThrownBy(() -> sealer.open(PLACE, sealed.replace("ID", masterKey.id())))
                .isInstanceOf(Sealer.Broken.class);
    }
}
