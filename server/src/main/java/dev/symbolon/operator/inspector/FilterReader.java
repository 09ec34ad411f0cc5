package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from an address which flows somebody wants to see, as far as they may. */
final class FilterReader {

    private final KnownClients clients;
    private final Accounts accounts;

    FilterReader(KnownClients clients, Accounts accounts) {
        this.clients = clients;
        this.accounts = accounts;
    }

    FlowFilter read(Tenant tenant, Viewer viewer, Parameters query) {
        Set<String> shown = shown(tenant, viewer, query);
        return new FlowFilter(
                shown,
                shown == null ? Set.of() : clients.sitesOf(tenant, shown),
                filled(query, "account").map(login -> account(tenant, login)).orElse(null),
                viewer.seesAll(),
                filled(query, "state").orElse(null),
                filled(query, "kind").orElse(null),
                filled(query, "rule").orElse(null),
                query.first("before").flatMap(FilterReader::time).orElse(null),
                query.first("after").flatMap(FilterReader::time).orElse(null));
    }

    /** Whoever may see some clients only sees those, whatever others they ask for. */
    private @Nullable Set<String> shown(Tenant tenant, Viewer viewer, Parameters query) {
        Set<String> named =
                filled(query, "client").map(text -> clients.called(tenant, text)).orElse(null);
        Set<String> own = viewer.clients();
        if (own == null || named == null) {
            return own == null ? named : own;
        }
        Set<String> both = new LinkedHashSet<>(named);
        both.retainAll(own);
        return both.isEmpty() ? own : both;
    }

    /** The id of the person who signs in with that; the text itself where that is nobody. */
    String account(Tenant tenant, String login) {
        return accounts.findByLogin(tenant, login).map(Account::id).orElse(login);
    }

    private static Optional<String> filled(Parameters query, String name) {
        return query.first(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A time as the addresses of the list have it: milliseconds since 1970. */
    static Optional<Instant> time(String millis) {
        return millis.matches("[0-9]{1,15}")
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)))
                : Optional.empty();
    }
}
