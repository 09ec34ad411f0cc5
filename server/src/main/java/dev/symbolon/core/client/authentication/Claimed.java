package dev.symbolon.core.client.authentication;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.tenant.Exchange;
import java.util.Optional;

/**
 * The client that a request says it comes from, proven or not: a failed proof is its concern too.
 */
final class Claimed {

    private Claimed() {}

    static Optional<Client> by(Exchange exchange, Clients clients, String clientId) {
        Optional<Client> client = clients.find(exchange.tenant(), clientId);
        client.ifPresent(known -> exchange.trace().note("client_id", known.clientId()));
        return client;
    }
}
