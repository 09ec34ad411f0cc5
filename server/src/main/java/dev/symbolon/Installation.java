package dev.symbolon;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.MasterKeyFile;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.DatabaseException;
import dev.symbolon.base.sql.Databases;
import dev.symbolon.core.keys.SealedKeys;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.operator.cli.CommandFailed;
import dev.symbolon.operator.cli.ExitCode;
import dev.symbolon.operator.cli.Premises;
import dev.symbolon.operator.inspector.Passes;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A data directory and a database, opened: what a server runs on, and what the commands work with
 * while none runs, or beside one.
 */
record Installation(Config config, Database database, MasterKey masterKey, InstantSource clock) {

    private static final String MASTER_KEY_FILE = "master.key";

    /**
     * Opens it, and makes what is missing.
     *
     * @throws DatabaseException where the data directory or the database cannot be used
     * @throws MasterKey.Unusable where it is missing or broken
     * @throws Sealer.Broken where it is another than the keys were sealed with
     */
    static Installation open(Config config, InstantSource clock) {
        Database database = Databases.open(config.database(), config.data(), clock);
        try {
            return new Installation(config, database, masterKey(config, database), clock);
        } catch (RuntimeException unusable) {
            database.close();
            throw unusable;
        }
    }

    /** The one that this database's keys were sealed with, proved; a new one while it has none. */
    private static MasterKey masterKey(Config config, Database database) {
        SealedKeys keys = SealedKeys.in(database);
        Path file = config.data().resolve(MASTER_KEY_FILE);
        if (!keys.exist()) {
            return MasterKeyFile.loadOrMake(config.masterKey(), file);
        }
        MasterKey masterKey = MasterKeyFile.load(config.masterKey(), file);
        keys.requireOpenedBy(masterKey);
        return masterKey;
    }

    /**
     * Opens what is there already, for a command beside a server perhaps: the schema of a server
     * that runs is not changed under it.
     *
     * @throws CommandFailed where there is nothing, or an older program's
     */
    static Installation existing(Config config, InstantSource clock) {
        if (Databases.find(config.database(), config.data()) == Databases.Found.NOTHING) {
            throw none(config);
        }
        return existingOrNew(config, clock);
    }

    /** The same, and makes one where there is nothing. */
    static Installation existingOrNew(Config config, InstantSource clock) {
        if (Databases.find(config.database(), config.data()) == Databases.Found.OLDER) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "the database in %s is an older version's; ./symbolon start brings it up to date"
                            .formatted(place(config)));
        }
        return open(config, clock);
    }

    private static CommandFailed none(Config config) {
        return new CommandFailed(
                ExitCode.NOT_FOUND,
                "there is no installation in %s; ./symbolon start makes one"
                        .formatted(place(config)));
    }

    private static String place(Config config) {
        String url = config.database().url();
        return url == null ? config.data().toString() : url;
    }

    /** Where it is, for people. */
    String place() {
        return place(config);
    }

    /** Makes the first tenant where there is none yet; the issuer of one that is there stays. */
    boolean establish() {
        Tenants tenants = new Tenants(database, clock);
        boolean missing = tenants.byId(Tenant.FIRST).isEmpty();
        if (missing) {
            tenants.establishFirst(config.issuer());
        }
        return missing;
    }

    /**
     * What the commands work with.
     *
     * @throws CommandFailed where a start has begun to make the database, and has not ended
     */
    Premises premises() {
        Parts parts = Parts.of(config, database, masterKey, Crypto.jdk(), clock);
        Tenant tenant =
                parts.tenants()
                        .byId(Tenant.FIRST)
                        .orElseThrow(() -> {
                            parts.close();
                            database.close();
                            return none(config);
                        });
        return new Premises(
                tenant,
                parts.accounts(),
                parts.passwords(),
                parts.sessions(),
                parts.invitations(),
                parts.clients(),
                parts.initialAccessTokens(),
                parts.resources(),
                parts.keys(),
                new Passes(database, clock),
                () -> {
                    parts.close();
                    database.close();
                });
    }
}
