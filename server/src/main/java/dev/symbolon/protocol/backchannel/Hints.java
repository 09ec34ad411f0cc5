package dev.symbolon.protocol.backchannel;

import static dev.symbolon.protocol.backchannel.BackchannelRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.RetryAfter;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.IdTokenHint;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.signin.Throttle;
import java.util.List;
import java.util.Optional;

/**
 * Whom a client means (CIBA §7.1, §7.2). That a hint names nobody is told, as the specification has
 * it; a client that tries many is slowed down, and a disabled account is nobody.
 */
final class Hints {

    private static final List<String> NAMES =
            List.of("login_hint", "id_token_hint", "login_hint_token");

    private final Accounts accounts;
    private final Subjects subjects;
    private final Keys keys;
    private final Throttle throttle;

    Hints(Accounts accounts, Subjects subjects, Keys keys, Throttle throttle) {
        this.accounts = accounts;
        this.subjects = subjects;
        this.keys = keys;
        this.throttle = throttle;
    }

    Account person(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        List<String> sent = NAMES.stream().filter(form.names()::contains).toList();
        trace.require(ONE_HINT, sent.size() == 1, "one of " + NAMES, sent);
        trace.require(HINT_TAKEN, !sent.contains("login_hint_token"));
        Optional<String> idToken = form.first("id_token_hint");
        Account person =
                idToken.isPresent()
                        ? ofIdToken(exchange, client, idToken.get())
                        : ofLogin(exchange, client, form.first("login_hint").orElse(""));
        trace.note("account_id", person.id());
        return person;
    }

    private Account ofIdToken(Exchange exchange, Client client, String idToken) {
        IdTokenHint hint =
                exchange.trace()
                        .require(
                                ID_TOKEN_HINT,
                                IdTokenHint.of(exchange.tenant(), keys, idToken)
                                        .filter(token ->
                                                token.clientId().equals(client.clientId())));
        return known(
                exchange,
                subjects.account(exchange.tenant(), client.clientId(), hint.subject())
                        .flatMap(id -> accounts.find(exchange.tenant(), id)));
    }

    private Account ofLogin(Exchange exchange, Client client, String login) {
        return switch (throttle.takeHint(exchange, client.clientId())) {
            case Throttle.Turn.Later(var pause) ->
                    throw exchange.trace()
                            .refusal(GUESSES)
                            .with("Retry-After", RetryAfter.of(pause));
            case Throttle.Turn.Now(var attempt) -> {
                exchange.trace().require(GUESSES, true);
                Account found = known(exchange, accounts.findByLogin(exchange.tenant(), login));
                throttle.giveBack(attempt);
                yield found;
            }
        };
    }

    private static Account known(Exchange exchange, Optional<Account> account) {
        return exchange.trace().require(PERSON_KNOWN, account.filter(found -> !found.disabled()));
    }
}
