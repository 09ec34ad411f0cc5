package dev.symbolon.protocol.authorize;

import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.identity.session.Session;

/** What comes next for an authorization request. */
sealed interface Decision {

    /** All is there: a code. */
    record Issue(Session session, Scope scope) implements Decision {}

    /**
     * The person must prove who they are.
     *
     * @param again whether they are to be who is signed in already
     */
    record SignIn(boolean again) implements Decision {}

    /** Someone is signed in, but the app wants the person to say who. */
    record ChooseAccount() implements Decision {}

    /** The person must say whether they allow it. */
    record AskConsent(Session session) implements Decision {}

    /** It ends here, and the app is told. */
    record Refuse(Rule rule) implements Decision {}
}
