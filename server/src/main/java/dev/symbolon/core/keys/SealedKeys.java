package dev.symbolon.core.keys;

import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import org.jspecify.annotations.Nullable;

/**
 * What a database's keys were sealed with. To be asked before a master key is used at all: with
 * another one, keys would be made that no running server can open.
 */
public final class SealedKeys {

    private final @Nullable StoredKey newest;

    private SealedKeys(@Nullable StoredKey newest) {
        this.newest = newest;
    }

    /** Looks once. */
    public static SealedKeys in(Database database) {
        return new SealedKeys(new KeyStore(database).newestSealed().orElse(null));
    }

    /** Whether there are any: then there is a master key, too, and none may be made. */
    public boolean exist() {
        return newest != null;
    }

    /**
     * Opens one of them.
     *
     * @throws Sealer.Broken where the master key is another one; the message says so
     */
    public void requireOpenedBy(MasterKey masterKey) {
        if (newest != null) {
            newest.openPrivate(new Sealer(masterKey), newest.openPublic());
        }
    }
}
