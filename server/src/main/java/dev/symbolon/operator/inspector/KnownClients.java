package dev.symbolon.operator.inspector;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.RedirectUri;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Clients as people speak of them: by a name or an id, and by the site at which they are. */
final class KnownClients {

    private final Clients clients;

    KnownClients(Clients clients) {
        this.clients = clients;
    }

    /** The ids of those that bear the name; the text itself where it is an id, or of nobody. */
    Set<String> called(Tenant tenant, String text) {
        if (clients.find(tenant, text).isPresent()) {
            return Set.of(text);
        }
        Set<String> named =
                clients.mentioning(tenant, text).stream()
                        .filter(client -> client.name().equalsIgnoreCase(text))
                        .map(Client::clientId)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return named.isEmpty() ? Set.of(text) : named;
    }

    /** Those that have a redirect URI there. */
    List<Client> at(Tenant tenant, String site) {
        return clients.mentioning(tenant, site + "/").stream()
                .filter(client -> sites(client).anyMatch(site::equals))
                .toList();
    }

    /** The origins (RFC 6454 §4) of all their redirect URIs: where scripts of theirs may be. */
    Set<String> sitesOf(Tenant tenant, Set<String> ids) {
        return ids.stream()
                .map(id -> clients.find(tenant, id))
                .flatMap(Optional::stream)
                .flatMap(KnownClients::sites)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<String> sites(Client client) {
        return client.metadata().redirectUris().stream()
                .map(RedirectUri::value)
                .map(URI::create)
                .filter(uri -> uri.getRawAuthority() != null)
                .map(uri -> uri.getScheme() + "://" + uri.getRawAuthority());
    }
}
