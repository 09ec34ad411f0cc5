package dev.symbolon.operator.playground;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.tenant.Tenant;
import java.util.List;

/** A client to choose. */
public record Choices(List<Choice> clients) {

    /** What a drop-down list shows. */
    public record Choice(String id, String label) {}

    /** The first hundred of the tenant's clients. */
    static Choices of(Tenant tenant, Clients clients) {
        return new Choices(
                clients.list(tenant, "").stream()
                        .map(client -> new Choice(client.clientId(), label(client)))
                        .toList());
    }

    private static String label(Client client) {
        return client.name().equals(client.clientId())
                ? client.clientId()
                : client.name() + " (" + client.clientId() + ")";
    }
}
