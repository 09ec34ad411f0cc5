package dev.symbolon.identity.consent;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Tenant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/**
 * Remembers consent by scope and resource: what was allowed at one API is not allowed at another.
 */
public final class Consents {

    private final ConsentStore store;
    private final InstantSource clock;

    /**
     * @param onWithdraw what ends with a consent: its grants; run in the transaction that ends it
     */
    public Consents(Database database, InstantSource clock, List<OnWithdraw> onWithdraw) {
        this.store = new ConsentStore(database, List.copyOf(onWithdraw));
        this.clock = clock;
    }

    /** Ends what hangs on a consent. */
    @FunctionalInterface
    public interface OnWithdraw {
        /** Speaks to the transaction only: it may run again. */
        void withdrawn(Statements tx, Tenant tenant, String accountId, String clientId);
    }

    /**
     * Whether the account allowed the client every one of these scopes at every one of these
     * resources.
     */
    public boolean covers(
            Tenant tenant,
            String accountId,
            String clientId,
            Scope scope,
            Collection<String> resources) {
        return store.allowed(tenant.id(), accountId, clientId)
                .containsAll(ConsentStore.items(scope, resources));
    }

    /** Adds this to what the account allowed the client. */
    public void remember(
            Tenant tenant,
            String accountId,
            String clientId,
            Scope scope,
            Collection<String> resources) {
        store.remember(
                tenant.id(),
                accountId,
                clientId,
                ConsentStore.items(scope, resources),
                clock.instant());
    }

    /** The clients that the account allowed something, the latest first. */
    public List<Consent> listOf(Tenant tenant, String accountId) {
        return store.listOf(tenant.id(), accountId);
    }

    /**
     * Takes back all that the account allowed the client, and ends what hangs on it, even where no
     * consent was remembered. False where there was none.
     */
    public boolean withdraw(Tenant tenant, String accountId, String clientId) {
        return store.withdraw(tenant, accountId, clientId);
    }
}
