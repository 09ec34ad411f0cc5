package dev.symbolon.protocol.backchannel;

import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.client.Backchannel;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.outbox.Delivery;
import dev.symbolon.core.outbox.Pauses;
import dev.symbolon.core.outbox.Telling;
import dev.symbolon.core.outbox.Told;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.core.tokens.BackchannelNotice;
import dev.symbolon.core.tokens.BackchannelNotices;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.core.tokens.Redemption;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * CIBA §10.2, §10.3, §12: apps with ping are told that their request has come to an end, apps with
 * push how. Who cannot be reached is tried again while the request lives, and no longer: then the
 * tokens that nobody took are ended. A ping that was refused is not sent again.
 */
public final class Notifications {

    private static final Pauses PAUSES =
            Pauses.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(80));

    /** What is told at the end of a request's time is tried again, too. */
    private static final Duration AFTER_THE_END = Duration.ofMinutes(1);

    private final BackchannelNotices notices;
    private final Tenants tenants;
    private final Clients clients;
    private final GrantStore grants;
    private final Minting minting;
    private final Fetcher fetcher;
    private final Telling telling;
    private final InstantSource clock;

    public Notifications(
            BackchannelNotices notices,
            Tenants tenants,
            Clients clients,
            GrantStore grants,
            Minting minting,
            Fetcher fetcher,
            InstantSource clock) {
        this.notices = notices;
        this.tenants = tenants;
        this.clients = clients;
        this.grants = grants;
        this.minting = minting;
        this.fetcher = fetcher;
        this.telling = new Telling(clock);
        this.clock = clock;
    }

    /** Makes the tokens of a push. */
    @FunctionalInterface
    public interface Minting {
        /**
         * The members of a token response.
         *
         * @throws Refusal where none are to be had
         */
        Map<String, Object> tokens(
                Tenant tenant, Trace trace, Client client, Redemption.First first, String id);
    }

    /** Hears of each that was told, or could not be: by ping, or by push. */
    public interface Witness {
        void pinged(Told told);

        void pushed(Told told);
    }

    /** Begins to tell them. */
    public Delivery start(Witness witness) {
        return Delivery.start(
                "answers to apps that asked people elsewhere",
                () -> notices.outbox().take(clock.instant()),
                notice -> tell(notice, witness));
    }

    private void tell(BackchannelNotice notice, Witness witness) {
        @Nullable Tenant tenant = tenants.byId(notice.tenant()).orElse(null);
        @Nullable Client client =
                tenant == null
                        ? null
                        : clients.find(tenant, notice.pending().approval().clientId()).orElse(null);
        if (tenant == null || client == null) {
            tried(notice, "not wanted any more", null);
            return;
        }
        Backchannel wanted = client.metadata().backchannel();
        URI address = wanted.notificationEndpoint();
        var callback = notices.callback(tenant, notice);
        if (!wanted.isTold() || address == null || callback.isEmpty()) {
            tried(notice, "not wanted any more", null);
        } else if (wanted.isPushed()) {
            push(tenant, client, address, notice, callback.get(), witness::pushed);
        } else if (notice.isUsed()) {
            tried(notice, "fetched before", null);
        } else {
            Map<String, Object> message = Map.of("auth_req_id", callback.get().authReqId());
            Trace trace = trace(notice);
            Told told = send(tenant, trace, address, callback.get(), message);
            // Who refuses a ping may ask for the tokens anyhow, and would only refuse it again.
            tried(notice, told.outcome(), told.isRefused() ? null : again(notice, told));
            witness.pinged(told);
        }
    }

    private void push(
            Tenant tenant,
            Client client,
            URI address,
            BackchannelNotice notice,
            BackchannelNotices.Callback callback,
            Consumer<Told> witness) {
        Trace trace = trace(notice);
        Optional<Map<String, Object>> answer = answer(tenant, trace, client, notice, callback);
        if (answer.isEmpty()) {
            // Something else came first; what that is will be seen when this row is due again.
            return;
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("auth_req_id", callback.authReqId());
        message.putAll(answer.get());
        Told told = send(tenant, trace, address, callback, message);
        Instant again = again(notice, told);
        if (again == null && !told.isConfirmed() && message.containsKey("access_token")) {
            grants.end(tenant, notice.pending().grantId());
        }
        tried(notice, told.outcome(), again);
        witness.accept(told);
    }

    /** What it came to: tokens, minted now or before, or an error. */
    private Optional<Map<String, Object>> answer(
            Tenant tenant,
            Trace trace,
            Client client,
            BackchannelNotice notice,
            BackchannelNotices.Callback callback) {
        Optional<PushError> error = PushError.of(notice, clock.instant());
        if (error.isPresent()) {
            return Optional.of(error.get().toMap());
        }
        try {
            return notices.minted(tenant, notice)
                    .map(MintedTokens::kept)
                    .or(() ->
                            notices.mint(
                                            tenant,
                                            notice,
                                            client.mayUse(ClientMetadata.REFRESH_TOKEN),
                                            first -> mint(tenant, trace, client, first, callback))
                                    .map(MintedTokens::kept))
                    .map(minted -> minted.at(clock.instant()));
        } catch (Refusal none) {
            return Optional.of(PushError.TRANSACTION_FAILED.toMap());
        }
    }

    private Map<String, Object> mint(
            Tenant tenant,
            Trace trace,
            Client client,
            Redemption.First first,
            BackchannelNotices.Callback callback) {
        Map<String, Object> response =
                minting.tokens(tenant, trace, client, first, callback.authReqId());
        return new MintedTokens(clock.instant(), response).toMap();
    }

    private Told send(
            Tenant tenant,
            Trace trace,
            URI address,
            BackchannelNotices.Callback callback,
            Map<String, Object> message) {
        Map<String, String> sent = new LinkedHashMap<>();
        message.forEach((name, value) ->
                sent.put(name, value instanceof String text ? text : Json.text(value)));
        return telling.tell(
                tenant,
                trace,
                address,
                sent,
                BackchannelRule.NOTIFICATION_CONFIRMED,
                () -> fetcher.post(address, Json.bytes(message), callback.token()));
    }

    private static Trace trace(BackchannelNotice notice) {
        Trace trace = new Trace(notice.pending().flow());
        trace.note("client_id", notice.pending().approval().clientId());
        trace.note("account_id", notice.personId());
        trace.note("try", notice.tries());
        return trace;
    }

    private @Nullable Instant again(BackchannelNotice notice, Told told) {
        Instant end = notice.pending().expiresAt().plus(AFTER_THE_END);
        return told.isConfirmed()
                ? null
                : PAUSES.after(notice.tries(), clock.instant())
                        .filter(next -> next.isBefore(end))
                        .orElse(null);
    }

    private void tried(BackchannelNotice notice, String outcome, @Nullable Instant again) {
        notices.outbox().tried(notice.tenant(), notice.pending().hash(), outcome, again);
    }
}
