package dev.symbolon.core.tokens;

import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.outbox.OutboxStore;
import dev.symbolon.core.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What apps are to be told of their requests: each request's row is its own notice, due when the
 * person has answered or its time is over. What the server must say again it keeps sealed: the
 * auth_req_id, the client's token, the tokens of a push.
 */
public final class BackchannelNotices {

    /** In the statement that answers: what is to be told is due at once. */
    static final String ON_ANSWER =
            ", next_try_at = CASE WHEN notification IS NULL THEN NULL ELSE 0 END";

    private static final String NOTIFICATION = "backchannel_authentication.notification";
    private static final String PUSHED = "backchannel_authentication.pushed";

    private final PendingStore pending;
    private final Sealer sealer;
    private final OutboxStore<BackchannelNotice> outbox;

    BackchannelNotices(Database database, PendingStore pending, Sealer sealer) {
        this.pending = pending;
        this.sealer = sealer;
        this.outbox =
                new OutboxStore<>(
                        database,
                        "backchannel_authentication",
                        "hash",
                        PendingStore.COLUMNS + ", tenant, person_id, notification, pushed, tries",
                        row ->
                                new BackchannelNotice(
                                        row.text("tenant"),
                                        PendingStore.authorization(row),
                                        row.text("person_id"),
                                        row.textOrNull("notification"),
                                        row.textOrNull("pushed"),
                                        (int) row.number("tries")),
                        "notification",
                        "pushed");
    }

    /** Those that are due, and what came of them. */
    public OutboxStore<BackchannelNotice> outbox() {
        return outbox;
    }

    /**
     * How an app is told.
     *
     * @param authReqId of which request
     * @param token by which it knows who tells it (CIBA §9)
     */
    public record Callback(String authReqId, Secret token) {}

    String seal(Tenant tenant, OpaqueValue id, Secret token) {
        return seal(
                place(tenant, NOTIFICATION, id.hash()),
                Map.of("auth_req_id", id.value(), "token", token.value()));
    }

    /** Nothing where it has been told. */
    public Optional<Callback> callback(Tenant tenant, BackchannelNotice notice) {
        return open(tenant, NOTIFICATION, notice, notice.notification())
                .map(json ->
                        new Callback(
                                String.valueOf(json.get("auth_req_id")),
                                new Secret(String.valueOf(json.get("token")))));
    }

    /** The tokens that were minted for it; nothing where none were. */
    public Optional<Map<String, Object>> minted(Tenant tenant, BackchannelNotice notice) {
        return open(tenant, PUSHED, notice, notice.pushed());
    }

    /**
     * Uses up what was allowed, makes its grant, and keeps the tokens until they are delivered: all
     * in one statement, so that they are minted once and never lost (CIBA §10.3).
     *
     * @param mint makes the tokens of the grant
     * @return nothing where it was used up, ended or expired before
     */
    public Optional<Map<String, Object>> mint(
            Tenant tenant,
            BackchannelNotice notice,
            boolean wantsRefreshToken,
            Function<Redemption.First, Map<String, Object>> mint) {
        PendingAuthorization allowed = notice.pending();
        // Nobody proves a key where the server is the one who speaks.
        Redemption.First first = pending.first(allowed, Confirmation.NONE, wantsRefreshToken);
        Map<String, Object> tokens = mint.apply(first);
        String sealed = seal(place(tenant, PUSHED, allowed.hash()), tokens);
        return pending.use(tenant, first, allowed, ", pushed = ?", List.of(sealed))
                ? Optional.of(tokens)
                : Optional.empty();
    }

    private Optional<Map<String, Object>> open(
            Tenant tenant, String purpose, BackchannelNotice notice, @Nullable String sealed) {
        return Optional.ofNullable(sealed)
                .map(text -> sealer.open(place(tenant, purpose, notice.pending().hash()), text))
                .map(bytes -> Json.object(new String(bytes, StandardCharsets.UTF_8)));
    }

    private String seal(Sealer.Place place, Map<String, Object> json) {
        return sealer.seal(place, Json.bytes(json));
    }

    private static Sealer.Place place(Tenant tenant, String purpose, String hash) {
        return new Sealer.Place(tenant.id(), purpose, hash);
    }
}
