package dev.symbolon.core.client.authentication;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientSecrets;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.tenant.Exchange;
import java.time.InstantSource;
import java.util.Optional;

/** Whether a secret is the client's, however it was sent. */
record SecretProof(Clients clients, InstantSource clock) {

    /** A client that is not there and a wrong secret get one answer, after the same work. */
    Client of(Exchange exchange, String clientId, String secret) {
        Optional<Client> client = Claimed.by(exchange, clients, clientId);
        boolean matches =
                client.map(Client::secrets)
                        .orElse(ClientSecrets.NONE)
                        .match(secret, clock.instant());
        if (client.isEmpty() || !matches) {
            throw exchange.trace()
                    .refusal(
                            AuthenticationRule.PROVEN,
                            client.isEmpty() ? "a registered client_id" : "its secret",
                            client.isEmpty() ? "an unknown one" : "another one");
        }
        exchange.trace().require(AuthenticationRule.PROVEN, true);
        return client.get();
    }
}
