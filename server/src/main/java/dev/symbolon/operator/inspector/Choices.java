package dev.symbolon.operator.inspector;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.tenant.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Clients to choose from. */
public record Choices(List<Choice> clients) {

    /** What a drop-down list shows. */
    public record Choice(String id, String label) {}

    public Choices {
        clients = List.copyOf(clients);
    }

    /** The first hundred of the tenant's clients. */
    public static Choices of(Tenant tenant, Clients clients) {
        return of(clients.list(tenant, "").stream());
    }

    /** Those that the viewer may see. */
    static Choices of(Tenant tenant, Clients clients, Viewer viewer) {
        return viewer.clients() == null
                ? of(tenant, clients)
                : of(
                        viewer.clients().stream()
                                .sorted()
                                .limit(Clients.PAGE)
                                .map(id -> clients.find(tenant, id))
                                .flatMap(Optional::stream));
    }

    private static Choices of(Stream<Client> clients) {
        return new Choices(
                clients.map(client -> new Choice(client.clientId(), label(client))).toList());
    }

    private static String label(Client client) {
        return client.name().equals(client.clientId())
                ? client.clientId()
                : client.name() + " (" + client.clientId() + ")";
    }
}
