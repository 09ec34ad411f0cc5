package dev.symbolon;

import dev.symbolon.base.sql.Chore;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.dpop.DpopProofs;
import dev.symbolon.identity.invitation.Invitations;
import dev.symbolon.operator.inspector.Inspector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is done again and again in the background, by one node: forget what expired, renew keys. */
final class Chores {

    private static final Duration OFTEN = Duration.ofMinutes(1);
    private static final Duration SELDOM = Duration.ofMinutes(10);

    private Chores() {}

    static List<Chore> of(Parts parts) {
        List<Chore> chores = new ArrayList<>(parts.throttle().chores());
        chores.add(parts.interactions().chore());
        chores.addAll(parts.sessions().chores());
        chores.add(ClientAuthentication.chore());
        chores.add(DpopProofs.chore());
        chores.add(Invitations.chore());
        // A used code is remembered for an hour: handed in again it still ends what it gave.
        chores.add(expired("remove old codes", "authorization_code", "hash", OFTEN, 3_600_000));
        chores.add(expired("remove old devices", "device_authorization", "hash", OFTEN, 3_600_000));
        chores.add(
                expired(
                        "remove old backchannel requests",
                        "backchannel_authentication",
                        "hash",
                        OFTEN,
                        3_600_000));
        chores.add(expired("remove old mail", "mail", "id", SELDOM, 3_600_000));
        chores.add(expired("forget logout notices", "logout_notice", "id", SELDOM, 0));
        // A person may take an hour to answer what was pushed.
        chores.add(expired("remove pushed requests", "pushed_request", "hash", OFTEN, 3_600_000));
        chores.add(
                expired(
                        "forget used assertions",
                        "used_grant_assertion",
                        "issuer, jti_hash",
                        SELDOM,
                        0));
        chores.add(expired("remove expired refresh tokens", "refresh_token", "hash", SELDOM, 0));
        chores.add(expired("remove expired grants", "token_grant", "id", SELDOM, 0));
        chores.add(expired("remove opaque tokens", "opaque_access_token", "hash", OFTEN, 0));
        chores.add(expired("forget revoked tokens", "revoked_token", "jti", OFTEN, 0));
        chores.addAll(parts.registrations().chores());
        chores.addAll(Inspector.chores(parts.config().inspector()));
        return chores;
    }

    private static Chore expired(
            String name, String table, String key, Duration every, long keptMillis) {
        return Chore.deleting(
                name,
                every,
                "DELETE FROM %1$s WHERE (tenant, %2$s) IN (SELECT tenant, %2$s FROM %1$s WHERE expires_at < ? - %3$d LIMIT %4$d)"
                        .formatted(table, key, keptMillis, Chore.ROWS));
    }
}
