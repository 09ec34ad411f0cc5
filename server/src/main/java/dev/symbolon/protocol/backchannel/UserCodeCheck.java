package dev.symbolon.protocol.backchannel;

import static dev.symbolon.protocol.backchannel.BackchannelRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.RetryAfter;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.signin.UserCodes;
import java.util.Optional;

/**
 * CIBA §7.1, §13: a person who has set a code is asked only by who knows it. It concerns clients
 * that registered to send codes, and people who have set one.
 */
record UserCodeCheck(UserCodes codes) {

    void check(Exchange exchange, Client client, Parameters request, Account person) {
        if (!client.metadata().backchannel().userCodeParameter()) {
            return;
        }
        Trace trace = exchange.trace();
        Optional<String> sent = request.first("user_code");
        if (sent.isEmpty()) {
            trace.require(USER_CODE_PRESENT, !codes.isSet(exchange.tenant(), person.id()));
            return;
        }
        trace.require(USER_CODE_PRESENT, true);
        codes.compare(exchange, client.clientId(), person.id(), sent.get())
                .ifPresent(verdict -> require(trace, verdict));
    }

    private static void require(Trace trace, UserCodes.Verdict verdict) {
        if (verdict instanceof UserCodes.Verdict.Wait(var pause)) {
            throw trace.refusal(USER_CODE_GUESSES).with("Retry-After", RetryAfter.of(pause));
        }
        trace.require(USER_CODE_GUESSES, true);
        trace.require(USER_CODE, verdict instanceof UserCodes.Verdict.Right);
    }
}
