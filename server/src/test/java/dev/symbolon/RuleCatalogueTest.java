package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.symbolon.core.oauth.Rule;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The catalogue of rules")
class RuleCatalogueTest {

    private static final Pattern ID = Pattern.compile("[a-z-]+(\\.[a-z0-9-]+)+");

    @Test
    @DisplayName("has every rule of the program")
    void whole() {
        List<Rule> declared =
                new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("dev.symbolon")
                                .stream()
                                .filter(type -> type.isAssignableTo(Rule.class) && type.isEnum())
                                .map(JavaClass::reflect)
                                .flatMap(type -> Stream.of(type.getEnumConstants()))
                                .map(Rule.class::cast)
                                .toList();

        assertThat(declared).hasSizeGreaterThan(80);
        assertThat(RuleCatalogue.ALL).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    @DisplayName("leads from each to where its source is published")
    void published() {
        try (TestServer server = TestServer.start()) {
            assertThat(RuleCatalogue.ALL)
                    .allSatisfy(rule ->
                            assertThat(server.browser().get("/rules/" + rule.id()).body())
                                    .containsPattern(
                                            "<a href=\"https://[^\"]+\" rel=\"[^\"]+\">"
                                                    + Pattern.quote(rule.card().source())));
        }
    }

    @Test
    @DisplayName(
            "gives each an id of its own, a source, a sentence and a remedy that fit an answer (RFC 6749 §5.2)")
    void wellFormed() {
        assertThat(RuleCatalogue.ALL)
                .extracting(Rule::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> ID.matcher(id).matches());
        assertThat(RuleCatalogue.ALL)
                .allSatisfy(rule -> {
                    assertThat(rule.card().source()).as(rule.id()).contains("§");
                    assertThat(rule.card().statement()).endsWith(".");
                    assertThat(rule.card().mend()).endsWith(".");
                    assertThat(rule.card().statement().chars())
                            .as("%s: only what error_description may hold", rule.id())
                            .allMatch(c -> c >= 0x20 && c <= 0x7E && c != '"' && c != '\\');
                });
    }
}
