package dev.symbolon.core.dpop;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;

/** The proofs that were used, until they are too old anyway (RFC 9449 §11.1). */
final class UsedProofStore {

    private final Database database;

    UsedProofStore(Database database) {
        this.database = database;
    }

    /**
     * Uses a proof up: of any number at once, on any nodes, one wins.
     *
     * @return false where it had been used
     */
    boolean use(Tenant tenant, DpopProof proof) {
        return database.run(
                        """
                        INSERT INTO used_dpop_proof (tenant, hash, expires_at) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        tenant.id(),
                        // A jti is unique to its key: nobody can use up another's.
                        OpaqueValue.sha256(proof.thumbprint() + proof.jti()),
                        proof.until())
                == 1;
    }

    /** Forgets those that are no longer good. */
    static Chore chore() {
        return Chore.deleting(
                "forget used DPoP proofs",
                Duration.ofMinutes(1),
                """
                DELETE FROM used_dpop_proof
                WHERE (tenant, hash) IN (
                    SELECT tenant, hash FROM used_dpop_proof
                    WHERE expires_at < ? LIMIT 500)
                """);
    }
}
