package dev.symbolon.protocol.backchannel;

import static dev.symbolon.protocol.backchannel.BackchannelRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.JwsVerifier.Verdict;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientSignatures;
import dev.symbolon.core.client.RequestClaims;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CIBA §7.1.1: the parameters of clients that registered to sign them. */
final class SignedRequest {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final ClientSignatures signatures;
    private final InstantSource clock;

    SignedRequest(ClientSignatures signatures, InstantSource clock) {
        this.signatures = signatures;
        this.clock = clock;
    }

    /** What the client asks: what it signed, or where it need not, what it sent. */
    Parameters read(Exchange exchange, Client client, Parameters form) {
        Trace trace = exchange.trace();
        @Nullable SignatureAlgorithm only = client.metadata().backchannel().requestSigningAlg();
        Optional<String> request = form.first("request");
        trace.require(SIGNED_AS_REGISTERED, request.isPresent() == (only != null));
        if (only == null) {
            return form;
        }
        List<String> beside = new ArrayList<>(form.names());
        beside.remove("request");
        beside.removeAll(ClientAuthentication.PARAMETERS);
        trace.require(NOTHING_BESIDE, beside.isEmpty(), "nothing", beside);
        Jws jws = signed(trace, client, request.orElseThrow(), only);
        String issuer = exchange.tenant().issuer().toString();
        trace.require(
                SIGNED_CLAIMS,
                jws.text("iss").filter(client.clientId()::equals).isPresent()
                        && jws.audience().contains(issuer)
                        && jws.text("jti").isPresent()
                        && isShort(jws, client),
                client.clientId() + " to " + issuer + " at " + clock.instant(),
                jws.text("iss").orElse("nobody") + " to " + jws.audience() + ", " + jws.times());
        return trace.require(SIGNED_VALUES, new RequestClaims(jws.claims()).asParameters());
    }

    private Jws signed(Trace trace, Client client, String compact, SignatureAlgorithm only) {
        CompactJws jws = trace.require(SIGNATURE, CompactJws.parse(compact));
        return switch (signatures.verify(client, jws, only)) {
            case Verdict.Valid(Jws valid) -> valid;
            case Verdict.Invalid(var reason) ->
                    throw trace.refusal(
                            SIGNATURE,
                            signatures.expected(client, reason, only),
                            ClientSignatures.received(jws, reason));
        };
    }

    private boolean isShort(Jws jws, Client client) {
        Instant now = clock.instant();
        Optional<Instant> begins = jws.time("nbf");
        Optional<Instant> ends = jws.time("exp");
        return begins.isPresent()
                && ends.isPresent()
                && jws.time("iat").isPresent()
                && jws.isTimely(now, client.profile().skew())
                && !ends.get().isAfter(begins.get().plus(LONGEST));
    }
}
