package dev.symbolon.core.client.authentication;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientSignatures;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.SealedSecrets;
import dev.symbolon.core.client.attestation.Attestations;
import dev.symbolon.core.mtls.MutualTls;
import dev.symbolon.core.oauth.ErrorCode;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.tenant.Exchange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds out which client a request comes from (RFC 6749 §2.3, §3.2.1): which method it tries,
 * whether the proof holds, whether it is the method that the client registered.
 */
public final class ClientAuthentication {

    /** What a request proves its client with; none of it is kept. */
    public static final List<String> PARAMETERS =
            List.of("client_id", "client_secret", "client_assertion", "client_assertion_type");

    private final Clients clients;
    private final List<Method> methods;
    private final Method clientIdOnly;

    /**
     * @param tokenEndpoint its path below the issuer; an assertion may name it as its audience at
     *     every endpoint
     */
    public ClientAuthentication(
            Clients clients,
            Database database,
            ClientSignatures signatures,
            SealedSecrets secrets,
            Attestations attestations,
            MutualTls mutualTls,
            InstantSource clock,
            String tokenEndpoint) {
        this.clients = clients;
        var used = new UsedAssertionStore(database);
        methods =
                new ArrayList<>(
                        List.of(
                                new SecretByBasic(clients, clock),
                                new SecretByForm(clients, clock),
                                new ClientAssertion(
                                        clients,
                                        used,
                                        signatures,
                                        secrets,
                                        mutualTls,
                                        clock,
                                        tokenEndpoint)));
        if (attestations.areOffered()) {
            methods.add(new AttestedInstance(clients, attestations, used));
        }
        clientIdOnly = new ClientIdOnly(clients, new CertificateProof(mutualTls, signatures));
    }

    /** For {@code token_endpoint_auth_signing_alg_values_supported}. */
    public static List<String> assertionAlgorithms() {
        return ClientAssertion.ALGORITHMS;
    }

    /** To be done regularly: forgets assertions that have expired anyway. */
    public static Chore chore() {
        return UsedAssertionStore.chore();
    }

    /**
     * The client that the request comes from.
     *
     * @param form the request's parameters, as they were sent or without those that have no value
     * @throws Refusal invalid_client with a challenge; invalid_request where the request is not
     *     clear
     */
    public AuthenticatedClient authenticate(Exchange exchange, Parameters form) {
        try {
            AuthenticatedClient authenticated = proven(exchange, form);
            clients.used(authenticated.client());
            return authenticated;
        } catch (Refusal refusal) {
            throw challenging(exchange, refusal);
        }
    }

    /**
     * RFC 9110 §15.5.2: every 401 says by which scheme to do better, also to a client that tried
     * none (RFC 6749 §5.2 asks for it where one was tried).
     */
    public static Refusal challenging(Exchange exchange, Refusal refusal) {
        return refusal.error() == ErrorCode.INVALID_CLIENT
                ? refusal.with("WWW-Authenticate", challenge(exchange))
                : refusal;
    }

    private AuthenticatedClient proven(Exchange exchange, Parameters asSent) {
        var trace = exchange.trace();
        Request request = exchange.request();
        boolean once =
                PARAMETERS.stream().allMatch(name -> asSent.all(name).size() <= 1)
                        && request.headerValues("authorization").size() <= 1;
        trace.require(AuthenticationRule.ONE_VALUE, once);
        // RFC 6749 §3.2: a parameter without a value counts as left out.
        Parameters form = asSent.withoutEmpty();
        trace.require(
                AuthenticationRule.SCHEME,
                request.header("authorization").isEmpty() || SecretByBasic.isBasic(request));
        List<Method> tried = new ArrayList<>(1);
        for (Method method : methods) {
            if (method.isTried(exchange, form)) {
                tried.add(method);
            }
        }
        if (tried.isEmpty() && clientIdOnly.isTried(exchange, form)) {
            tried.add(clientIdOnly);
        }
        trace.require(
                AuthenticationRule.ONE_METHOD,
                tried.size() <= 1,
                () -> "one",
                () ->
                        tried.stream()
                                .map(method -> method.name().wire())
                                .collect(Collectors.joining("\n")));
        trace.require(AuthenticationRule.PRESENT, !tried.isEmpty());
        Method method = tried.getFirst();
        Client client = method.prove(exchange, form);
        AuthenticationMethod registered = client.metadata().tokenEndpointAuthMethod();
        AuthenticationMethod used = method.of(client);
        trace.require(
                AuthenticationRule.METHOD_REGISTERED,
                registered == used,
                registered.wire(),
                used.wire());
        List<String> broken = client.breaksOfProfile();
        trace.require(AuthenticationRule.PROFILE, broken.isEmpty(), client.profile(), broken);
        return new AuthenticatedClient(client, used.wire());
    }

    /** RFC 7617 §2; an issuer has no character that would need a backslash here. */
    private static String challenge(Exchange exchange) {
        return "Basic realm=\"" + exchange.tenant().issuer().toASCIIString() + "\"";
    }
}
