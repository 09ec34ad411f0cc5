package dev.symbolon.protocol.registration;

import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.BearerToken.Requirement;
import java.util.List;
import java.util.Optional;

/** The token in a request's Authorization header (RFC 6750 §2.1); no other place is looked at. */
final class BearerHeader {

    private BearerHeader() {}

    /** Nothing where there is none. @throws Refusal where there are several */
    static Optional<String> token(Exchange exchange) {
        List<String> tokens = exchange.request().credentials("Bearer");
        exchange.trace().require(Requirement.ONCE, tokens.size() <= 1);
        return tokens.stream().findFirst();
    }

    /** RFC 6750 §3: says by which scheme to do better; without a token, not what was wrong. */
    static Refusal challenging(Exchange exchange, Refusal refusal) {
        if (refusal.error().status() != 401) {
            return refusal;
        }
        String challenge = "Bearer realm=\"" + exchange.tenant().issuer().toASCIIString() + "\"";
        return refusal.with(
                "WWW-Authenticate",
                refusal.rule() == Requirement.PRESENT
                        ? challenge
                        : challenge
                                + ", error=\"%s\", error_description=\"%s\""
                                        .formatted(refusal.error().wire(), refusal.description()));
    }
}
