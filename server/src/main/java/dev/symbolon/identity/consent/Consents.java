package dev.symbolon.identity.consent;

import dev.symbolon.base.sql.Column;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.tenant.Tenant;
import java.time.InstantSource;
import java.util.List;

/**
 * Remembers consent by scope and resource, by claim, and by authorization details, which are the
 * same only where they are equal as JSON: what was allowed at one API is not allowed at another,
 * and one claim is less than the scope that it belongs to.
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

    /** What the account allowed the client. */
    public Allowed allowed(Tenant tenant, String accountId, String clientId) {
        return store.allowed(tenant.id(), accountId, clientId);
    }

    /**
     * What a session's account allowed the client, to be read with the session.
     *
     * @param wanted as much of it is read as this needs
     */
    public Column<Allowed> allowedInSession(String clientId, Permission wanted) {
        return ConsentStore.allowedInSession(clientId, !wanted.details().isEmpty());
    }

    /**
     * Adds this to what the account allowed the client, but for what is asked each time: of that,
     * only that the client was allowed something.
     */
    public void remember(Tenant tenant, String accountId, String clientId, Permission allowed) {
        store.remember(tenant.id(), accountId, clientId, allowed, clock.instant());
    }

    /** Forgets what anybody allowed a client: it was removed. */
    public static void endOfClient(Statements tx, Tenant tenant, String clientId) {
        ConsentStore.endOfClient(tx, tenant, clientId);
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
