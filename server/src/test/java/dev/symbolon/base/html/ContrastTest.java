package dev.symbolon.base.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("WCAG 2.2 AA contrast of the colours, light and dark")
class ContrastTest {

    private static final Pattern COLOUR = Pattern.compile("--sym-([a-z-]+): #([0-9a-f]{6});");

    /** Text on background, as the style sheet combines them. */
    private static final List<List<String>> TEXT =
            List.of(
                    List.of("text", "page"),
                    List.of("text", "surface"),
                    List.of("text", "sunken"),
                    List.of("text", "danger-surface"),
                    List.of("text", "success-surface"),
                    List.of("muted", "page"),
                    List.of("muted", "surface"),
                    List.of("muted", "sunken"),
                    List.of("primary", "surface"),
                    List.of("primary", "page"),
                    List.of("on-primary", "primary"),
                    List.of("on-primary", "primary-hover"),
                    List.of("accent", "surface"),
                    List.of("danger", "surface"),
                    List.of("danger", "danger-surface"),
                    List.of("success", "success-surface"));

    /** Borders of controls, focus rings, large bold letters on the token. */
    private static final List<List<String>> GRAPHICS =
            List.of(
                    List.of("control-line", "surface"),
                    List.of("control-line", "page"),
                    List.of("focus", "surface"),
                    List.of("focus", "page"),
                    List.of("on-token", "token-a"),
                    List.of("on-token", "token-b"),
                    List.of("token-a", "surface"),
                    List.of("token-b", "surface"));

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    @DisplayName("text 4.5:1 (§1.4.3), controls, focus and graphics 3:1 (§1.4.11)")
    void contrast(String scheme) throws IOException {
        Map<String, Double> colours = colours(scheme.equals("dark"));
        for (List<String> pair : TEXT) {
            assertThat(ratio(colours, pair)).as("%s", pair).isGreaterThanOrEqualTo(4.5);
        }
        for (List<String> pair : GRAPHICS) {
            assertThat(ratio(colours, pair)).as("%s", pair).isGreaterThanOrEqualTo(3.0);
        }
    }

    private static double ratio(Map<String, Double> colours, List<String> pair) {
        double one = luminance(colours, pair.getFirst());
        double other = luminance(colours, pair.getLast());
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(Map<String, Double> colours, String name) {
        assertThat(colours).containsKey(name);
        return colours.getOrDefault(name, 0.0);
    }

    /** Relative luminance by name. */
    private static Map<String, Double> colours(boolean dark) throws IOException {
        String style = style();
        int darkFrom = style.indexOf("@media (prefers-color-scheme: dark)");
        Map<String, Double> colours = new HashMap<>();
        read(style.substring(0, darkFrom), colours);
        if (dark) {
            read(style.substring(darkFrom), colours);
        }
        return colours;
    }

    private static void read(String style, Map<String, Double> colours) {
        Matcher colour = COLOUR.matcher(style);
        while (colour.find()) {
            int rgb = Integer.parseInt(colour.group(2), 16);
            colours.put(
                    colour.group(1),
                    0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb));
        }
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String style() throws IOException {
        try (InputStream style = Assets.class.getResourceAsStream("/assets/symbolon.css")) {
            assertThat(style).isNotNull();
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
