package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was expected and what arrived, the differences marked by character")
class DifferenceTest {

    private static String shown(Difference.Marked marked) {
        return marked.parts().stream()
                        .map(part -> part.same() + "[" + part.differs() + "]")
                        .collect(Collectors.joining())
                + marked.after();
    }

    private static String whole(Difference.Marked marked) {
        return marked.parts().stream()
                        .map(part -> part.same() + part.differs())
                        .collect(Collectors.joining())
                + marked.after();
    }

    private static Difference of(String expected, String received) {
        return Objects.requireNonNull(Difference.of(expected, received));
    }

    @Test
    @DisplayName("each place apart from the others")
    void places() {
        Difference difference =
                of("http://localhost:8082/callback", "http://localhost:8083/callbak");

        assertThat(shown(difference.expected())).isEqualTo("http://localhost:808[2]/callba[c]k");
        assertThat(shown(difference.received())).isEqualTo("http://localhost:808[3]/callba[]k");
    }

    @Test
    @DisplayName("as a whole where hardly anything is the same, as in two hashes")
    void hashes() {
        assertThat(
                        shown(
                                of("E9Melhoa2OwvFrEMTJguCHaoeK1t8", "pfO7qq9yM8bOHOrDvc3tMBC54nye")
                                        .expected()))
                .isEqualTo("[E9Melhoa2OwvFrEMTJguCHaoeK1t8]");
    }

    @Test
    @DisplayName("against the nearest of several that would have passed")
    void nearest() {
        Difference difference =
                of("https://a.example/x\nhttps://b.example/cb", "https://b.example/c");

        assertThat(shown(difference.expected())).isEqualTo("https://b.example/c[b]");
        assertThat(difference.others()).isEqualTo(1);
    }

    @Test
    @DisplayName("quickly, however long they are")
    void large() {
        Difference difference = of("a".repeat(2000) + "b", "c" + "d".repeat(60_000));

        assertThat(whole(difference.received())).hasSize(60_001);
    }
}
