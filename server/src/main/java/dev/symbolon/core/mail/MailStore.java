package dev.symbolon.core.mail;

import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.outbox.OutboxStore;
import java.time.Instant;

/** The table mail. */
final class MailStore {

    private MailStore() {}

    static void add(Statements tx, QueuedMail mail, Instant now) {
        tx.run(
                """
                INSERT INTO mail (tenant, id, account_id, flow, message, tries, next_try_at,
                    expires_at)
                VALUES (?, ?, ?, ?, ?, 0, ?, ?)
                """,
                mail.tenant(),
                mail.id(),
                mail.accountId(),
                mail.flow().value(),
                mail.sealed(),
                now,
                mail.expiresAt());
    }

    static OutboxStore<QueuedMail> outbox(Database database) {
        return new OutboxStore<>(
                database,
                "mail",
                "id",
                "tenant, id, account_id, flow, message, tries, expires_at",
                row ->
                        new QueuedMail(
                                row.text("tenant"),
                                row.text("id"),
                                row.text("account_id"),
                                new FlowId(row.text("flow")),
                                row.textOrNull("message"),
                                (int) row.number("tries"),
                                row.time("expires_at")),
                "message");
    }
}
