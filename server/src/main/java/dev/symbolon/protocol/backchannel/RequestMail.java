package dev.symbolon.protocol.backchannel;

import dev.symbolon.base.html.Texts;
import dev.symbolon.base.mail.Mail;
import dev.symbolon.base.sql.Statements;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.mail.Letter;
import dev.symbolon.core.mail.Mails;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person by mail that an app asks them something (CIBA §8), where mail is sent and they
 * have an address that was shown to be theirs. The link leads to the account page, where they sign
 * in: whoever reads the mail can do nothing with it.
 */
final class RequestMail {

    private final Screen screen;
    private final Mails mails;
    private final InstantSource clock;

    RequestMail(Screen screen, Mails mails, InstantSource clock) {
        this.screen = screen;
        this.mails = mails;
        this.clock = clock;
    }

    /** What is done in the transaction that begins the request. */
    Consumer<Statements> to(
            Exchange exchange,
            Client client,
            Account person,
            @Nullable String message,
            Duration lifetime) {
        String address = person.email();
        boolean reads = address != null && person.emailVerified() && Mail.isAddress(address);
        if (!mails.isOn() || address == null || !reads) {
            exchange.trace().note("mail", mails.isOn() ? "no verified address" : "not set up");
            return _ -> {};
        }
        exchange.trace().note("mail", "queued");
        Tenant tenant = exchange.tenant();
        Instant now = clock.instant();
        Instant until = now.plus(lifetime);
        Mails.Text text =
                screen.mail(
                        tenant,
                        languages(person),
                        address,
                        texts -> letter(texts, tenant, client, person, message, now, until));
        FlowId flow = exchange.trace().flow();
        return tx -> mails.add(tx, tenant, person.id(), flow, text, until);
    }

    /** Core §5.1, {@code locale}: some write it with an underscore. */
    private static List<String> languages(Account person) {
        return person.claims().get("locale") instanceof String locale
                ? List.of(locale.replace('_', '-'))
                : List.of();
    }

    private Letter letter(
            Texts texts,
            Tenant tenant,
            Client client,
            Account person,
            @Nullable String message,
            Instant now,
            Instant until) {
        String app = client.name(List.of(texts.locale()));
        String site = screen.site(tenant);
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(texts.text("mail.hello", "name", person.displayName()));
        paragraphs.add(
                texts.text(
                        "mail.request.asks", "app", app, "site", site, "when", texts.moment(now)));
        if (message != null) {
            paragraphs.add(texts.text("mail.request.message", "message", message));
        }
        paragraphs.add(texts.text("mail.request.careful", "when", texts.moment(until)));
        return new Letter(
                texts.text("mail.request.subject", "app", app),
                paragraphs,
                texts.text("mail.request.link"),
                tenant.url("/account"),
                texts.text("mail.closing", "site", site));
    }
}
