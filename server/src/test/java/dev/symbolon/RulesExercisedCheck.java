package dev.symbolon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ProfileRule;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.protocol.token.TokenRule;
import dev.symbolon.testing.RulesExercised;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs by itself, when all other tests have run; see pom.xml. */
@DisplayName("Every rule is exercised")
class RulesExercisedCheck {

    /** That a request could be read, or a script may ask, is not recorded with every request. */
    private static final Set<Rule> ONLY_FAIL = Set.of(HttpRule.values());

    /** Registration lets no such client in; these hold should one get in all the same. */
    private static final Set<Rule> ONLY_HOLD =
            Set.of(
                    TokenRule.CLIENT_CONFIDENTIAL,
                    ProfileRule.REDIRECT_SAFE,
                    ProfileRule.CLAIMED_SCHEME);

    @Test
    @DisplayName("where it holds")
    void holding() throws IOException {
        assertThat(unseen(true))
                .as("rules that no test has seen holding, but for those that are known to")
                .containsExactlyInAnyOrderElementsOf(ids(ONLY_FAIL));
    }

    @Test
    @DisplayName("where it fails")
    void failing() throws IOException {
        assertThat(unseen(false))
                .as("rules that no test has seen failing, but for those that are known to")
                .containsExactlyInAnyOrderElementsOf(ids(ONLY_HOLD));
    }

    private static List<String> unseen(boolean holds) throws IOException {
        Set<String> seen = RulesExercised.written();
        List<Rule> unseen = new ArrayList<>(RuleCatalogue.ALL);
        unseen.removeIf(rule -> seen.contains(RulesExercised.line(rule, holds)));
        return ids(unseen);
    }

    private static List<String> ids(Collection<Rule> rules) {
        return rules.stream().map(Rule::id).toList();
    }
}
