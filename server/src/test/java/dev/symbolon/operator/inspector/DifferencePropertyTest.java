package dev.symbolon.operator.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

@Label("What was expected and what arrived")
class DifferencePropertyTest {

    private static String whole(Difference.Marked marked) {
        return marked.parts().stream()
                        .map(part -> part.same() + part.differs())
                        .collect(Collectors.joining())
                + marked.after();
    }

    private static String same(Difference.Marked marked) {
        return marked.parts().stream().map(Difference.Part::same).collect(Collectors.joining())
                + marked.after();
    }

    @Property
    @Label("nothing is lost of either, and what is not marked is the same in both")
    void whole(
            @ForAll @StringLength(max = 40) String expected,
            @ForAll @StringLength(max = 40) String received) {
        String line = expected.replace('\n', ' ');

        Difference difference = Objects.requireNonNull(Difference.of(line, received));

        assertThat(whole(difference.expected())).isEqualTo(line);
        assertThat(whole(difference.received())).isEqualTo(received);
        assertThat(same(difference.expected())).isEqualTo(same(difference.received()));
    }
}
