package dev.symbolon.operator.cli;

import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.registration.InitialAccessTokens;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.invitation.Invitations;
import dev.symbolon.identity.session.Sessions;
import dev.symbolon.identity.signin.PasswordFactor;
import dev.symbolon.operator.inspector.Passes;

/**
 * An installation, opened for a command: its first tenant and what it keeps. A server may be
 * running on the same database; it hears of every change.
 *
 * @param end gives back what was opened
 */
public record Premises(
        Tenant tenant,
        Accounts accounts,
        PasswordFactor passwords,
        Sessions sessions,
        Invitations invitations,
        Clients clients,
        InitialAccessTokens initialAccessTokens,
        Resources resources,
        Keys keys,
        Passes passes,
        Runnable end)
        implements AutoCloseable {

    @Override
    public void close() {
        end.run();
    }
}
