package dev.symbolon.protocol.authorize;

import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.identity.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes next for an authorization request. */
sealed interface Decision {

    /**
     * All is there: a code.
     *
     * @param met the rules that it could have been refused by
     */
    record Issue(Session session, Scope scope, List<DecisionRule> met) implements Decision {
        public Issue {
            met = List.copyOf(met);
        }
    }

    /**
     * The person must prove who they are.
     *
     * @param again whether they are to be who is signed in already
     */
    record SignIn(boolean again) implements Decision {}

    /** The app wants the person to make an account; they may still sign in to one. */
    record SignUp() implements Decision {}

    /** Someone is signed in, but the app wants the person to say who. */
    record ChooseAccount() implements Decision {}

    /** The person must say whether they allow it. */
    record AskConsent(Session session) implements Decision {}

    /**
     * It ends here, and the app is told.
     *
     * @param expected by the rule, where there is something to show
     * @param received instead
     */
    record Refuse(Rule rule, @Nullable Object expected, @Nullable Object received)
            implements Decision {

        Refuse(Rule rule) {
            this(rule, null, null);
        }
    }
}
