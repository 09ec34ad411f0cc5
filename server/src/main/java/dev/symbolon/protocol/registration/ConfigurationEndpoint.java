package dev.symbolon.protocol.registration;

import static dev.symbolon.core.client.registration.RegistrationRule.MAY_CHANGE;
import static dev.symbolon.core.client.registration.RegistrationRule.OF_CLIENT;
import static dev.symbolon.core.client.registration.RegistrationRule.SAME_ID;
import static dev.symbolon.core.client.registration.RegistrationRule.SAME_SECRET;
import static dev.symbolon.core.client.registration.RegistrationRule.SERVERS_OWN;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Registrar;
import dev.symbolon.core.client.Registration;
import dev.symbolon.core.client.registration.ClientInformation;
import dev.symbolon.core.client.registration.RegistrationSettings;
import dev.symbolon.core.client.registration.SelfRegistrations;
import dev.symbolon.core.client.registration.SoftwareStatements;
import dev.symbolon.core.oauth.Problems;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.BearerToken.Requirement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * {@code /oauth/register/{client_id}}: a client that registered itself reads, changes and removes
 * that (RFC 7592 §2). A client that is not there is answered like a token that is not its own.
 */
public final class ConfigurationEndpoint {

    /** RFC 7592 §2.2: the server's word, never the client's. */
    private static final List<String> OF_SERVER =
            List.of(
                    "registration_access_token",
                    "registration_client_uri",
                    "client_secret_expires_at",
                    "client_id_issued_at");

    private final RegistrationSettings.Mode mode;
    private final SoftwareStatements statements;
    private final SelfRegistrations registrations;
    private final InstantSource clock;

    public ConfigurationEndpoint(
            RegistrationSettings.Mode mode,
            SoftwareStatements statements,
            SelfRegistrations registrations,
            InstantSource clock) {
        this.mode = mode;
        this.statements = statements;
        this.registrations = registrations;
        this.clock = clock;
    }

    /** What a request does once its token has opened the client. */
    private interface Work {
        Response on(OpaqueValue token, ClientInformation found);
    }

    /** GET, RFC 7592 §2.1: the token stays, as this changes nothing. */
    public Response read(Exchange exchange, String clientId) {
        return opened(
                exchange,
                clientId,
                (_, found) -> Response.json(200, found.toMap(exchange.tenant())));
    }

    /** PUT, RFC 7592 §2.2: all metadata anew, and another token. */
    public Response update(Exchange exchange, String clientId) {
        return opened(
                exchange,
                clientId,
                (token, found) -> {
                    exchange.trace().require(MAY_CHANGE, mode != RegistrationSettings.Mode.OFF);
                    Map<String, Object> sent = RegistrationBody.read(exchange);
                    check(exchange.trace(), found.registered().client(), sent);
                    Registration registration =
                            Registration.of(
                                    exchange.trace(),
                                    Registrar.CLIENT,
                                    registrations.terms(exchange.tenant()),
                                    statements.applied(exchange, sent));
                    ClientInformation changed =
                            registrations
                                    .replace(
                                            exchange.tenant(),
                                            clientId,
                                            token,
                                            exchange.trace(),
                                            registration,
                                            SoftwareStatements.in(sent))
                                    .orElseThrow(() -> exchange.trace().refusal(OF_CLIENT));
                    return Response.json(200, changed.toMap(exchange.tenant()));
                });
    }

    /** DELETE, RFC 7592 §2.3: what was issued to the client ends with it. */
    public Response remove(Exchange exchange, String clientId) {
        return opened(
                exchange,
                clientId,
                (token, _) -> {
                    if (!registrations.remove(exchange.tenant(), clientId, token)) {
                        throw exchange.trace().refusal(OF_CLIENT);
                    }
                    return Response.empty(204).with("Cache-Control", "no-store");
                });
    }

    private Response opened(Exchange exchange, String clientId, Work work) {
        Trace trace = exchange.trace();
        try {
            String presented = trace.require(Requirement.PRESENT, BearerHeader.token(exchange));
            OpaqueValue token =
                    trace.require(
                            OF_CLIENT,
                            OpaqueValue.parse(OpaqueValue.Kind.REGISTRATION_TOKEN, presented));
            ClientInformation found =
                    trace.require(
                            OF_CLIENT, registrations.find(exchange.tenant(), clientId, token));
            trace.note("client_id", clientId);
            return work.on(token, found);
        } catch (Refusal refusal) {
            throw BearerHeader.challenging(exchange, refusal);
        }
    }

    private void check(Trace trace, Client client, Map<String, Object> sent) {
        Problems problems = new Problems();
        problems.require(SAME_ID, client.clientId().equals(sent.get("client_id")), "client_id");
        Object secret = sent.get("client_secret");
        problems.require(
                SAME_SECRET,
                secret == null
                        || (secret instanceof String text
                                && client.secrets().match(text, clock.instant())),
                "client_secret");
        OF_SERVER.forEach(name -> problems.require(SERVERS_OWN, !sent.containsKey(name), name));
        problems.refuseAny(trace);
    }
}
