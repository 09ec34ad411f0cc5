package dev.symbolon.protocol.token;

import static java.util.stream.Collectors.toMap;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.dpop.DpopProof;
import dev.symbolon.core.dpop.DpopProofs;
import dev.symbolon.core.dpop.DpopRule;
import dev.symbolon.core.mtls.MutualTlsRule;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** RFC 6749 §3.2: who asks, may they ask this way, and what do they get. */
public final class TokenEndpoint implements Exchange.Endpoint {

    /** RFC 8707 §2, RFC 8693 §2.1. */
    private static final Set<String> SEVERAL = Set.of("resource", "audience");

    private final ClientAuthentication authentication;
    private final ClientEncryption encryption;
    private final DpopProofs proofs;
    private final Map<String, GrantType> grants;

    public TokenEndpoint(
            ClientAuthentication authentication,
            ClientEncryption encryption,
            DpopProofs proofs,
            List<GrantType> grants) {
        this.authentication = authentication;
        this.encryption = encryption;
        this.proofs = proofs;
        this.grants =
                grants.stream()
                        .collect(
                                toMap(
                                        GrantType::name,
                                        grant -> grant,
                                        (first, _) -> first,
                                        LinkedHashMap::new));
    }

    /** For discovery's {@code grant_types_supported} and registration. */
    public Set<String> grantTypes() {
        return grants.keySet();
    }

    @Override
    public Response handle(Exchange exchange) {
        Trace trace = exchange.trace();
        trace.require(TokenRule.FORM, exchange.request().hasForm());
        Parameters asSent = exchange.request().form();
        List<String> repeated =
                asSent.repeated().stream().filter(name -> !SEVERAL.contains(name)).toList();
        trace.require(TokenRule.PARAMETERS_ONCE, repeated.isEmpty(), "each once", repeated);
        // RFC 6749 §3.2: what was sent without a value counts as left out, but not as sent once.
        Parameters form = asSent.withoutEmpty();

        Client client = authentication.authenticate(exchange, form).client();
        String grantType = trace.require(TokenRule.GRANT_TYPE_PRESENT, form.first("grant_type"));
        GrantType grant =
                trace.require(
                        TokenRule.GRANT_TYPE_SUPPORTED,
                        Optional.ofNullable(grants.get(grantType)),
                        grants.keySet(),
                        grantType);
        trace.require(
                TokenRule.GRANT_TYPE_ALLOWED,
                client.mayUse(grantType),
                client.metadata().grantTypes(),
                grantType);
        Optional<DpopProof> proof = proofs.proven(exchange, client.profile().algorithms());
        if (client.metadata().dpopBoundAccessTokens()) {
            trace.require(DpopRule.REQUIRED, proof.isPresent());
        }
        if (client.metadata().tlsClientCertificateBoundAccessTokens()) {
            boolean shown = exchange.request().clientCertificate() != null;
            trace.require(MutualTlsRule.REQUIRED, shown);
            exchange.bindsCertificate();
        }
        // Before a code is used up for an ID token that nobody could read.
        encryption.requireKey(trace, client, client.metadata().encryptions().idToken());
        Response response = grant.exchange(exchange, client, form).toHttp();
        return proof.map(proven -> proven.answer(response)).orElse(response);
    }
}
