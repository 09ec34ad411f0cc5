package dev.symbolon;

import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.SpecificationAddress;
import dev.symbolon.protocol.rules.RulesView;
import dev.symbolon.testing.GeneratedPage;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The catalogue of rules in docs/")
class RulesPageTest {

    private static final GeneratedPage PAGE = new GeneratedPage("rules.md", RulesPageTest.class);

    private static final String INTRODUCTION =
            """
            # Rules

            Every check that Symbolon makes, as `/rules` of a running server shows them: what must hold, how binding its source
            makes it, the error that a client gets where it does not hold, the source, and what to do then. This page is made
            from the code; to make it again:
            `%s`.
            """
                    .formatted(PAGE.command());

    @Test
    @DisplayName("has every rule, in the groups of /rules")
    void page() {
        PAGE.says(
                RulesView.of(RuleCatalogue.ALL).groups().stream()
                        .map(RulesPageTest::section)
                        .collect(Collectors.joining("\n", INTRODUCTION + "\n", "")));
    }

    private static String section(RulesView.Group group) {
        return group.cards().stream()
                .map(RulesPageTest::entry)
                .collect(Collectors.joining("\n", "## " + group.name() + "\n\n", ""));
    }

    private static String entry(Rule.Card card) {
        return """
        ### `%s`

        %s

        *%s*, `%s`, [%s](%s)

        %s
        """
                .formatted(
                        card.id(),
                        text(card.statement()),
                        card.level().name().toLowerCase(Locale.ROOT),
                        card.error().wire(),
                        card.source(),
                        SpecificationAddress.of(card.source()).orElseThrow(),
                        text(card.mend()));
    }

    /** Markdown leaves the underscores within names alone, but not all else. */
    private static String text(String plain) {
        return plain.replaceAll("[\\\\`*<]", "\\\\$0");
    }
}
