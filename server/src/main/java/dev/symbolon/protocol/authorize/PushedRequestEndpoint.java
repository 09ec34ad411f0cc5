package dev.symbolon.protocol.authorize;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.dpop.DpopProof;
import dev.symbolon.core.dpop.DpopProofs;
import dev.symbolon.core.dpop.DpopRule;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Prompt;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Subjects;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /oauth/par}, RFC 9126: an app that has proved who it is leaves its authorization
 * request here, and sends the browser with a reference to it.
 */
public final class PushedRequestEndpoint implements Exchange.Endpoint {

    private final ClientAuthentication authentication;
    private final DpopProofs proofs;
    private final Clients clients;
    private final PushedRequests requests;
    private final RequestObjects requestObjects;
    private final Situation.Reader situations;
    private final Set<Prompt> prompts;

    /**
     * @param prompts what apps may wish that people are asked
     */
    public PushedRequestEndpoint(
            ClientAuthentication authentication,
            DpopProofs proofs,
            Clients clients,
            PushedRequests requests,
            RequestObjects requestObjects,
            Keys keys,
            Subjects subjects,
            Resources resources,
            Set<Prompt> prompts,
            InstantSource clock) {
        this.authentication = authentication;
        this.proofs = proofs;
        this.clients = clients;
        this.requests = requests;
        this.requestObjects = requestObjects;
        this.prompts = prompts;
        this.situations = new Situation.Reader(keys, subjects, resources, clock);
    }

    @Override
    public Response handle(Exchange exchange) {
        Trace trace = exchange.trace();
        trace.require(PushedRequestRule.FORM, exchange.request().hasForm());
        Parameters form = exchange.request().form();
        Client client = authentication.authenticate(exchange, form).client();
        trace.require(PushedRequestRule.NO_REFERENCE, form.all("request_uri").isEmpty());
        Optional<DpopProof> proof = proofs.proven(exchange, client.profile().algorithms());

        Parameters sent = parameters(form, client);
        // RFC 9126 §3: a request object counts alone here, too.
        boolean signed = RequestObjects.isIn(sent);
        Parameters parameters =
                ofInstance(
                        exchange,
                        bound(exchange, signed ? requestObjects.read(exchange, sent) : sent));
        // RFC 9126 §2.1: checked as it would be at the authorization endpoint, but for the person.
        AuthorizationRequest request =
                AuthorizationRequest.of(
                        ReturnAddress.of(exchange, parameters, clients),
                        parameters,
                        prompts,
                        true,
                        signed);
        AuthorizeRule.check(request, trace);
        situations.read(exchange, request);

        String requestUri =
                requests.push(
                        exchange.tenant(), client.clientId(), parameters, signed, trace.flow());
        Response response =
                Response.json(
                        201,
                        Map.of(
                                "request_uri",
                                requestUri,
                                "expires_in",
                                PushedRequests.LIFETIME.toSeconds()));
        return proof.map(proven -> proven.answer(response)).orElse(response);
    }

    /** RFC 9449 §10.1: a proof here says the same as dpop_jkt would. */
    private static Parameters bound(Exchange exchange, Parameters parameters) {
        String key = exchange.provenKey();
        if (key == null) {
            return parameters;
        }
        List<String> named = parameters.withoutEmpty().all("dpop_jkt");
        exchange.trace()
                .require(
                        DpopRule.KEY_OF_PUSH,
                        named.isEmpty() || named.equals(List.of(key)),
                        key,
                        named);
        Map<String, List<String>> values = new LinkedHashMap<>(parameters.values());
        values.put("dpop_jkt", List.of(key));
        return new Parameters(values);
    }

    /**
     * Attestation-Based Client Authentication §10.4: the code is for the instance that pushed. Who
     * names one in a request that is not pushed, binds the code to a key, and gets no further.
     */
    private static Parameters ofInstance(Exchange exchange, Parameters parameters) {
        String key = exchange.attestedKey();
        if (key == null) {
            return parameters;
        }
        Map<String, List<String>> values = new LinkedHashMap<>(parameters.values());
        values.put(AuthorizationRequest.INSTANCE, List.of(key));
        return new Parameters(values);
    }

    /** Without the proof, which is nobody's later, and with the client that gave it. */
    private static Parameters parameters(Parameters form, Client client) {
        Map<String, List<String>> kept = new LinkedHashMap<>(form.values());
        ClientAuthentication.PARAMETERS.forEach(kept::remove);
        kept.put("client_id", List.of(client.clientId()));
        return new Parameters(kept);
    }
}
