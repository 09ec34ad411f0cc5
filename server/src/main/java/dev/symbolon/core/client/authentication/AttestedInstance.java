package dev.symbolon.core.client.authentication;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.attestation.AttestationRule;
import dev.symbolon.core.client.attestation.Attestations;
import dev.symbolon.core.client.attestation.Attested;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;

/**
 * {@code attest_jwt_client_auth}: an instance of the client proves the key that a trusted attester
 * attests (Attestation-Based Client Authentication §7.5).
 */
final class AttestedInstance implements Method {

    private final Clients clients;
    private final Attestations attestations;
    private final UsedAssertionStore used;

    AttestedInstance(Clients clients, Attestations attestations, UsedAssertionStore used) {
        this.clients = clients;
        this.attestations = attestations;
        this.used = used;
    }

    @Override
    public AuthenticationMethod name() {
        return AuthenticationMethod.ATTEST_JWT_CLIENT_AUTH;
    }

    @Override
    public boolean isTried(Exchange exchange, Parameters form) {
        return attestations.areIn(exchange.request());
    }

    @Override
    public Client prove(Exchange exchange, Parameters form) {
        Trace trace = exchange.trace();
        Attested attested = attestations.check(exchange);
        ClientIdOnly.requireSame(trace, form, attested.clientId());
        Client client =
                trace.require(
                        AuthenticationRule.PROVEN,
                        Claimed.by(exchange, clients, attested.clientId()));
        trace.require(
                AttestationRule.PROOF_ONCE,
                used.use(
                        exchange.tenant().id(),
                        client.clientId(),
                        attested.proofId(),
                        attested.until()));
        exchange.attests(attested.thumbprint());
        return client;
    }
}
