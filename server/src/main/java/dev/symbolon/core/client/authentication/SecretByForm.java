package dev.symbolon.core.client.authentication;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.tenant.Exchange;
import java.time.InstantSource;

/** {@code client_secret_post}: id and secret among the parameters (RFC 6749 §2.3.1). */
final class SecretByForm implements Method {

    private final SecretProof proof;

    SecretByForm(Clients clients, InstantSource clock) {
        this.proof = new SecretProof(clients, clock);
    }

    @Override
    public AuthenticationMethod name() {
        return AuthenticationMethod.CLIENT_SECRET_POST;
    }

    @Override
    public boolean isTried(Exchange exchange, Parameters form) {
        return form.first("client_secret").isPresent();
    }

    @Override
    public Client prove(Exchange exchange, Parameters form) {
        return proof.of(
                exchange,
                form.first("client_id").orElse(""),
                form.first("client_secret").orElse(""));
    }
}
