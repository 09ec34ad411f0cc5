package dev.symbolon.protocol.authorize;

import dev.symbolon.core.interaction.Interaction;
import dev.symbolon.core.oauth.Prompt;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.identity.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Core §3.1.2.3 and §3.1.2.4 as a value: who must be asked what. It runs at the request, and again
 * each time the browser comes back from a page; it changes nothing.
 *
 * @param request checked by the table
 * @param scope what of the request's scope can be granted
 * @param subjects whom a hint or the claims name; empty where it may be anyone
 * @param acrValues what the sign-in must reach, essentially; empty where anything will do
 * @param interaction what has happened since the request came; absent where it has just come
 * @param allowed whether the account that is signed in has allowed this before
 */
record Decide(
        AuthorizationRequest request,
        Scope scope,
        Set<String> subjects,
        List<String> acrValues,
        @Nullable Interaction interaction,
        boolean allowed,
        Instant now) {

    /** How long the pages after sign-in may take. */
    private static final Duration PAGES = Duration.ofMinutes(5);

    Decision next(@Nullable Session session) {
        boolean silent = request.asks(Prompt.NONE);
        if (interaction != null && interaction.isDeclined()) {
            return new Decision.Refuse(DecisionRule.NOT_DENIED);
        }
        if (request.asks(Prompt.CREATE) && subjects.isEmpty() && !isSettled(session)) {
            return new Decision.SignUp();
        }
        if (session == null || !isFresh(session)) {
            return silent
                    ? new Decision.Refuse(DecisionRule.LOGGED_IN)
                    : new Decision.SignIn(session != null && isMeant(session.accountId()));
        }
        String account = session.accountId();
        boolean signedIn = interaction != null && interaction.signedInBy(account);
        boolean chosen = interaction != null && interaction.chosenBy(account);
        boolean consented = interaction != null && interaction.consentedBy(account);
        if (!isMeant(account)) {
            if (silent) {
                return new Decision.Refuse(DecisionRule.LOGGED_IN);
            }
            return signedIn
                    ? new Decision.Refuse(DecisionRule.ACCOUNT_CHOSEN)
                    : new Decision.SignIn(false);
        }
        if (request.asks(Prompt.SELECT_ACCOUNT) && !chosen) {
            return new Decision.ChooseAccount();
        }
        // Only what is essential stops anybody. acr_values, default_acr_values and a voluntary acr
        // are
        // wishes (Core §3.1.2.1, §5.5.1.1): the ID token tells what was reached. With one level no
        // sign-in can reach more; once Acr has a second, who could reach a wished one signs in
        // here.
        if (!acrValues.isEmpty() && !acrValues.contains(session.acr())) {
            return signedIn || silent
                    ? new Decision.Refuse(DecisionRule.ACR_MET, acrValues, session.acr())
                    : new Decision.SignIn(true);
        }
        // RFC 8252 §8.6: what was allowed before says nothing of an app that may be another now.
        boolean proven = request.returnAddress().provesClient();
        boolean remembered = proven && !request.asks(Prompt.CONSENT) && allowed;
        if (!consented && !remembered) {
            return silent
                    ? new Decision.Refuse(
                            proven ? DecisionRule.CONSENTED : DecisionRule.APP_PROVES_ITSELF)
                    : new Decision.AskConsent(session);
        }
        return new Decision.Issue(session, scope, met());
    }

    /** What could have refused a request that everything is there for. */
    private List<DecisionRule> met() {
        List<DecisionRule> met = new ArrayList<>();
        if (interaction != null) {
            met.add(DecisionRule.NOT_DENIED);
        }
        if (!subjects.isEmpty()) {
            met.add(DecisionRule.ACCOUNT_CHOSEN);
        }
        if (!acrValues.isEmpty()) {
            met.add(DecisionRule.ACR_MET);
        }
        if (request.asks(Prompt.NONE)) {
            met.add(DecisionRule.LOGGED_IN);
            met.add(DecisionRule.APP_PROVES_ITSELF);
            met.add(DecisionRule.CONSENTED);
        }
        return met;
    }

    /**
     * Prompt Create §4.1: the page comes first, whoever is signed in; once the person has made an
     * account, or said that they have one, it is settled. Where the app says whom it means, nobody
     * new can be that one.
     */
    private boolean isSettled(@Nullable Session session) {
        return session != null
                && interaction != null
                && (interaction.signedInBy(session.accountId())
                        || interaction.chosenBy(session.accountId()));
    }

    private boolean isMeant(String account) {
        return subjects.isEmpty() || subjects.contains(account);
    }

    /**
     * Core §3.1.2.1, prompt=login and max_age. Whoever signed in for this very request has a while
     * for the pages after it, whatever max_age says; else max_age=0 could never be met.
     */
    private boolean isFresh(Session session) {
        boolean forThis = interaction != null && interaction.signedInBy(session.accountId());
        boolean recent =
                request.maxAge()
                        .map(age -> forThis && age.compareTo(PAGES) < 0 ? PAGES : age)
                        .map(age -> !session.isOlderThan(age, now))
                        .orElse(true);
        return recent && (forThis || !request.asks(Prompt.LOGIN));
    }
}
