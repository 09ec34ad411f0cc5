package dev.symbolon;

import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.TimedDatabase;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.ClientDocuments;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.SealedSecrets;
import dev.symbolon.core.client.attestation.TrustedAttesters;
import dev.symbolon.core.client.registration.InitialAccessTokens;
import dev.symbolon.core.client.registration.RegistrationTokens;
import dev.symbolon.core.client.registration.SelfRegistrations;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.interaction.Interactions;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.keys.RemoteKeys;
import dev.symbolon.core.mail.Mails;
import dev.symbolon.core.mtls.MutualTls;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.core.tokens.AccessTokenStore;
import dev.symbolon.core.tokens.BackchannelStore;
import dev.symbolon.core.tokens.CodeStore;
import dev.symbolon.core.tokens.DeviceStore;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.core.tokens.Issuer;
import dev.symbolon.core.tokens.RefreshTokenStore;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.consent.Consents;
import dev.symbolon.identity.invitation.Invitations;
import dev.symbolon.identity.session.Sessions;
import dev.symbolon.identity.signin.PasswordFactor;
import dev.symbolon.identity.signin.PasswordHasher;
import dev.symbolon.identity.signin.Throttle;
import dev.symbolon.identity.signin.UserCodes;
import dev.symbolon.identity.signup.SignUps;
import dev.symbolon.protocol.logout.BackchannelLogout;
import java.time.InstantSource;
import java.util.List;

/**
 * What stands on the database, built by hand: the server mounts endpoints on it, the command line
 * works with it while no server runs. Where one part must end what another keeps, it is told here
 * by a plain callback.
 */
record Parts(
        Config config,
        Database database,
        Crypto crypto,
        InstantSource clock,
        Tenants tenants,
        Keys keys,
        Clients clients,
        SealedSecrets sealedSecrets,
        InitialAccessTokens initialAccessTokens,
        SelfRegistrations registrations,
        Resources resources,
        GrantStore grants,
        CodeStore codes,
        DeviceStore devices,
        BackchannelStore backchannel,
        RefreshTokenStore refreshTokens,
        AccessTokenStore accessTokens,
        Subjects subjects,
        Issuer issuer,
        Sessions sessions,
        Accounts accounts,
        Consents consents,
        Interactions interactions,
        PasswordHasher passwordHasher,
        Throttle throttle,
        PasswordFactor passwords,
        UserCodes userCodes,
        Invitations invitations,
        SignUps signUps,
        Fetcher fetcher,
        RemoteKeys remoteKeys,
        MutualTls mutualTls,
        TrustedAttesters attesters,
        BackchannelLogout logouts,
        Mails mails) {

    static Parts of(
            Config config,
            Database untimed,
            MasterKey masterKey,
            Crypto crypto,
            InstantSource clock) {
        var database = new TimedDatabase(untimed);
        var sealer = new Sealer(masterKey);
        var tenants = new Tenants(database, clock);
        var keys = new Keys(database, masterKey, crypto, config.keys(), clock);
        var grants = new GrantStore(database, config.tokens(), clock);
        var accessTokens = new AccessTokenStore(database, keys, clock);
        var fetcher = new Fetcher(config.fetch());
        var sealedSecrets = new SealedSecrets(new Sealer(masterKey));
        var remoteKeys = new RemoteKeys(fetcher, crypto, clock);
        var attesters =
                TrustedAttesters.of(
                        config.attestation().trustedAttesters(), crypto, remoteKeys::at);
        var mutualTls = MutualTls.of(config.mtls(), config.http().clientCertHeader(), clock);
        var methods =
                AuthenticationMethod.offered(
                        mutualTls.isOffered(), mutualTls.believesSubjects(), !attesters.isEmpty());
        var clients =
                new Clients(
                        database,
                        new ClientDocuments(config.clientDocuments(), methods, fetcher, clock),
                        fetcher,
                        config.clients(),
                        methods,
                        sealedSecrets,
                        clock,
                        List.of(
                                grants::endOfClient,
                                Consents::endOfClient,
                                RegistrationTokens::forget));
        var subjects = new Subjects(keys, clients);
        var logouts =
                new BackchannelLogout(database, tenants, clients, keys, subjects, fetcher, clock);
        var sessions =
                new Sessions(
                        database,
                        config.sessions(),
                        clock,
                        List.of(
                                (tx, session, _) ->
                                        grants.endOfSession(tx, session.tenant(), session.id()),
                                logouts::sessionEnded));
        var accounts =
                new Accounts(database, clock, List.of(sessions::endAll, grants::endOfAccount));
        var consents = new Consents(database, clock, List.of(grants::endOfClient));
        var initialAccessTokens = new InitialAccessTokens(database, clock);
        var events = new EventStore(database, clock);
        var registrations =
                new SelfRegistrations(
                        database,
                        clients,
                        new RegistrationTokens(database, keys, clock),
                        initialAccessTokens,
                        config.registration(),
                        events,
                        clock);
        var hasher = new PasswordHasher(config.passwords());
        var throttle = new Throttle(database, clock);
        var passwords = new PasswordFactor(database, accounts, hasher, throttle, clock);
        return new Parts(
                config,
                database,
                crypto,
                clock,
                tenants,
                keys,
                clients,
                sealedSecrets,
                initialAccessTokens,
                registrations,
                new Resources(database, clock),
                grants,
                new CodeStore(database, grants, config.tokens(), clock),
                new DeviceStore(database, grants, keys, clock),
                new BackchannelStore(database, grants, sealer, clock),
                new RefreshTokenStore(database, grants, keys, config.tokens(), clock),
                accessTokens,
                subjects,
                new Issuer(keys, accessTokens, subjects, config.tokens(), clock),
                sessions,
                accounts,
                consents,
                new Interactions(database, clock),
                hasher,
                throttle,
                passwords,
                new UserCodes(database, hasher, throttle, clock),
                new Invitations(database, accounts, passwords, clock),
                new SignUps(
                        database, accounts, passwords, throttle, config.signUp(), events, clock),
                fetcher,
                remoteKeys,
                mutualTls,
                attesters,
                logouts,
                new Mails(config.mail().isOn(), database, sealer, tenants, clock));
    }

    /** Ends what runs in the background; the database is its owner's. */
    void close() {
        fetcher.close();
        clients.close();
        resources.close();
        passwordHasher.close();
    }
}
