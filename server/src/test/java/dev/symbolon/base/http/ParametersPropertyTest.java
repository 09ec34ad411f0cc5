package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

@Label("WHATWG URL §5.1 application/x-www-form-urlencoded: any input")
class ParametersPropertyTest {

    @Property(tries = 2000)
    @Label("any text at all is read or refused, and nothing else happens")
    void anyText(@ForAll @StringLength(max = 200) String encoded) {
        readOrRefused(encoded);
    }

    @Property(tries = 2000)
    @Label("so is any text made of the letters that matter")
    void nearMisses(@ForAll("letters") String encoded) {
        readOrRefused(encoded);
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings().withChars("%&=+;aAfF09 \u00e9\ud83d\ude00").ofMaxLength(40);
    }

    private static void readOrRefused(String encoded) {
        try {
            Parameters read = Parameters.parse(encoded);
            assertThat(Parameters.parse(read.encoded()).values()).isEqualTo(read.values());
        } catch (HttpError refused) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Example
    @Label("the character U+0000 is refused: it means nothing, and PostgreSQL cannot store it")
    void nul() {
        assertThatThrownBy(() -> Parameters.parse("state=a%00b"))
                .isInstanceOfSatisfying(
                        HttpError.class, refused -> assertThat(refused.status()).isEqualTo(400));
        assertThatThrownBy(() -> Parameters.parse("state=a\0b"))
                .isInstanceOfSatisfying(
                        HttpError.class, refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @Property(tries = 500)
    @Label("what was encoded is read back")
    void roundTrip(
            @ForAll @Size(max = 8)
                    Map<
                                    @StringLength(max = 12) String,
                                    @Size(min = 1, max = 3) List<@StringLength(max = 20) String>>
                            values) {
        boolean encodable =
                values.entrySet().stream()
                        .allMatch(entry ->
                                isText(entry.getKey())
                                        && entry.getValue().stream()
                                                .allMatch(ParametersPropertyTest::isText));
        if (encodable) {
            assertThat(Parameters.parse(new Parameters(values).encoded()).values())
                    .isEqualTo(values);
        }
    }

    private static boolean isText(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
