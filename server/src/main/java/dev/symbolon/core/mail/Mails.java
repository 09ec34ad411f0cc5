package dev.symbolon.core.mail;

import dev.symbolon.base.json.Json;
import dev.symbolon.base.mail.Mail;
import dev.symbolon.base.mail.NotSent;
import dev.symbolon.base.mail.Smtp;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.outbox.Delivery;
import dev.symbolon.core.outbox.OutboxStore;
import dev.symbolon.core.outbox.Pauses;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Mail that waits to be sent. It is kept sealed, since it says who does what with whom, and only
 * until it has been handed over or is of no use any more.
 */
public final class Mails {

    /** Few at once: SMTP servers count connections. */
    private static final int AT_ONCE = 8;

    private static final Pauses PAUSES =
            Pauses.of(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(6));

    private static final System.Logger LOG = System.getLogger(Mails.class.getName());

    private final boolean isOn;
    private final Sealer sealer;
    private final OutboxStore<QueuedMail> outbox;
    private final Tenants tenants;
    private final InstantSource clock;

    /**
     * @param isOn whether anybody will send what is kept
     */
    public Mails(
            boolean isOn, Database database, Sealer sealer, Tenants tenants, InstantSource clock) {
        this.isOn = isOn;
        this.sealer = sealer;
        this.outbox = MailStore.outbox(database);
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Whether mail is sent at all. */
    public boolean isOn() {
        return isOn;
    }

    /**
     * What is to be sent.
     *
     * @param sender what people see as who writes
     * @param language a BCP 47 tag
     */
    public record Text(
            String to, String sender, String subject, String language, String plain, String html) {}

    /**
     * In the transaction of what it tells: both happen or none.
     *
     * @param until when it is of no use any more
     */
    public void add(
            Statements tx, Tenant tenant, String accountId, FlowId flow, Text text, Instant until) {
        String id = OpaqueValue.randomId();
        String sealed =
                sealer.seal(
                        place(tenant.id(), id),
                        Json.bytes(
                                Map.of(
                                        "to", text.to(),
                                        "sender", text.sender(),
                                        "subject", text.subject(),
                                        "language", text.language(),
                                        "plain", text.plain(),
                                        "html", text.html())));
        MailStore.add(
                tx,
                new QueuedMail(tenant.id(), id, accountId, flow, sealed, 0, until),
                clock.instant());
    }

    /**
     * Begins to send.
     *
     * @param witness hears of each that was handed over, or could not be
     */
    public Delivery start(Smtp smtp, Consumer<Mailed> witness) {
        return Delivery.start(
                "mail",
                () -> outbox.take(clock.instant(), AT_ONCE),
                mail -> send(smtp, mail, witness));
    }

    private void send(Smtp smtp, QueuedMail queued, Consumer<Mailed> witness) {
        Optional<Tenant> tenant = tenants.byId(queued.tenant());
        String sealed = queued.sealed();
        if (tenant.isEmpty() || sealed == null || !clock.instant().isBefore(queued.expiresAt())) {
            outbox.tried(queued.tenant(), queued.id(), "too late", null);
            return;
        }
        Trace trace = new Trace(queued.flow());
        trace.note("account_id", queued.accountId());
        trace.note("try", queued.tries());
        Instant began = clock.instant();
        @Nullable NotSent why = send(smtp, opened(queued, sealed), trace);
        @Nullable Instant again = why == null ? null : again(queued, why);
        String outcome = why == null ? "sent" : again == null ? "given up" : "failed";
        outbox.tried(queued.tenant(), queued.id(), outcome, again);
        if (why != null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A mail could not be handed to {0}, {1}: {2}",
                    smtp.server(),
                    again == null ? "and is given up" : "and is tried again",
                    why.getMessage());
        }
        Instant now = clock.instant();
        witness.accept(
                new Mailed(
                        tenant.get(),
                        trace,
                        smtp.server(),
                        why == null ? 250 : why.status(),
                        outcome,
                        now,
                        Duration.between(began, now)));
    }

    /** Nothing where it was taken. */
    private static @Nullable NotSent send(Smtp smtp, Mail mail, Trace trace) {
        try {
            smtp.send(mail);
            trace.require(MailRule.TAKEN, true);
            return null;
        } catch (NotSent why) {
            trace.fails(MailRule.TAKEN, 250, why.getMessage());
            return why;
        }
    }

    private @Nullable Instant again(QueuedMail queued, NotSent why) {
        return why.isFinal()
                ? null
                : PAUSES.after(queued.tries(), clock.instant())
                        .filter(next -> next.isBefore(queued.expiresAt()))
                        .orElse(null);
    }

    private Mail opened(QueuedMail queued, String sealed) {
        byte[] bytes = sealer.open(place(queued.tenant(), queued.id()), sealed);
        Map<String, Object> json = Json.object(new String(bytes, StandardCharsets.UTF_8));
        return new Mail(
                queued.id(),
                String.valueOf(json.get("to")),
                String.valueOf(json.get("sender")),
                String.valueOf(json.get("subject")),
                String.valueOf(json.get("language")),
                String.valueOf(json.get("plain")),
                String.valueOf(json.get("html")));
    }

    private static Sealer.Place place(String tenant, String id) {
        return new Sealer.Place(tenant, "mail.message", id);
    }
}
