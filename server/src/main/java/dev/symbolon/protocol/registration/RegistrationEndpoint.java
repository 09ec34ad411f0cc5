package dev.symbolon.protocol.registration;

import static dev.symbolon.core.client.registration.RegistrationRule.INVITED;
import static dev.symbolon.core.client.registration.RegistrationRule.PER_ADDRESS;
import static dev.symbolon.core.client.registration.RegistrationRule.PER_HOUR;
import static dev.symbolon.core.client.registration.RegistrationRule.ROOM;

import dev.symbolon.base.http.Network;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.http.RetryAfter;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Registrar;
import dev.symbolon.core.client.Registration;
import dev.symbolon.core.client.registration.ClientInformation;
import dev.symbolon.core.client.registration.InitialAccessTokens;
import dev.symbolon.core.client.registration.RegistrationSettings;
import dev.symbolon.core.client.registration.SelfRegistrations;
import dev.symbolon.core.client.registration.SelfRegistrations.Outcome;
import dev.symbolon.core.client.registration.SoftwareStatements;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.BearerToken.Requirement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /oauth/register}: an app registers itself (RFC 7591 §3). */
public final class RegistrationEndpoint implements Exchange.Endpoint {

    /** Room is made by the hour, if at all. */
    private static final Duration FULL_FOR = Duration.ofHours(1);

    private final RegistrationSettings.Mode mode;
    private final InitialAccessTokens invitations;
    private final SoftwareStatements statements;
    private final SelfRegistrations registrations;

    public RegistrationEndpoint(
            RegistrationSettings.Mode mode,
            InitialAccessTokens invitations,
            SoftwareStatements statements,
            SelfRegistrations registrations) {
        this.mode = mode;
        this.invitations = invitations;
        this.statements = statements;
        this.registrations = registrations;
    }

    @Override
    public Response handle(Exchange exchange) {
        try {
            return register(exchange);
        } catch (Refusal refusal) {
            throw BearerHeader.challenging(exchange, refusal);
        }
    }

    private Response register(Exchange exchange) {
        Trace trace = exchange.trace();
        @Nullable OpaqueValue invitation = invitation(exchange).orElse(null);
        Map<String, Object> sent = RegistrationBody.read(exchange);
        Map<String, Object> metadata = statements.applied(exchange, sent);
        Registration registration =
                Registration.of(
                        trace, Registrar.CLIENT, registrations.terms(exchange.tenant()), metadata);
        Outcome outcome =
                registrations.register(
                        exchange.tenant(),
                        trace,
                        registration,
                        SoftwareStatements.in(sent),
                        invitation,
                        Network.of(exchange.request().remoteAddress()).name());
        return switch (outcome) {
            case Outcome.Made(ClientInformation information) -> {
                if (invitation == null) {
                    trace.require(PER_ADDRESS, true);
                    trace.require(PER_HOUR, true);
                }
                trace.require(ROOM, true);
                trace.note("client_id", information.registered().client().clientId());
                yield Response.json(201, information.toMap(exchange.tenant()));
            }
            case Outcome.UsedUp() -> throw trace.refusal(INVITED);
            case Outcome.TooMany(var rule, Duration delay) ->
                    throw trace.refusal(rule).with("Retry-After", RetryAfter.of(delay));
            case Outcome.NoRoom() ->
                    throw trace.refusal(ROOM).with("Retry-After", RetryAfter.of(FULL_FOR));
        };
    }

    /** Where anybody may register a token is not needed, but one that is sent must be good. */
    private Optional<OpaqueValue> invitation(Exchange exchange) {
        Trace trace = exchange.trace();
        Optional<String> presented = BearerHeader.token(exchange);
        if (mode != RegistrationSettings.Mode.OPEN) {
            trace.require(Requirement.PRESENT, presented.isPresent());
        }
        return presented.map(
                token -> trace.require(INVITED, invitations.find(exchange.tenant(), token)));
    }
}
