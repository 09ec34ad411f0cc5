package dev.symbolon.core.interaction;

import dev.symbolon.base.http.Cookie;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.browser.BrowserCookie;
import dev.symbolon.core.tenant.Exchange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Begins, finds, marks and finishes interactions. Every change is one statement that names tenant,
 * browser and time, so a mark can only be made by the browser that began the interaction.
 */
public final class Interactions {

    public static final Duration LIFE = Duration.ofHours(1);

    private final InteractionStore store;
    private final InstantSource clock;

    public Interactions(Database database, InstantSource clock) {
        this.store = new InteractionStore(database);
        this.clock = clock;
    }

    /**
     * A new interaction.
     *
     * @param cookie must be set on the answer that sends the browser on
     */
    public record Begun(Interaction interaction, Cookie cookie) {
        /** Sends the browser to a page of the tenant, {@link Interaction#ID} in it filled in. */
        public Response redirect(Exchange exchange, String page) {
            return Response.redirect(
                            exchange.tenant().basePath()
                                    + page.replace(Interaction.ID, interaction.id()))
                    .with(cookie);
        }
    }

    /**
     * Begins one for the browser that sent this request.
     *
     * @param returnPath where the browser returns: a path of the tenant's, {@link Interaction#ID}
     *     in it stands for the id
     * @param details JSON for whoever answers at that path
     */
    public Begun begin(Exchange exchange, Ask ask, String returnPath, String details) {
        if (!Interaction.isOurs(returnPath)) {
            throw new IllegalArgumentException("not a path of ours: " + returnPath);
        }
        BrowserCookie browser = BrowserCookie.of(exchange);
        var now = clock.instant();
        var interaction =
                new Interaction(
                        exchange.tenant().id(),
                        OpaqueValue.random(OpaqueValue.Kind.INTERACTION).value(),
                        exchange.trace().flow(),
                        browser.hash(),
                        returnPath,
                        details,
                        ask,
                        null,
                        null,
                        now,
                        now.plus(LIFE),
                        null,
                        null,
                        null,
                        false);
        store.begin(interaction);
        return new Begun(interaction, browser.cookie());
    }

    /**
     * The interaction of that id, where this browser began it, it is not finished and its hour is
     * not over. The exchange's trace continues its flow, and its pages the app's language.
     */
    public Optional<Interaction> of(Exchange exchange, String id) {
        Optional<String> browser = BrowserCookie.hashOf(exchange);
        if (browser.isEmpty() || OpaqueValue.parse(OpaqueValue.Kind.INTERACTION, id).isEmpty()) {
            return Optional.empty();
        }
        var found = store.find(exchange.tenant().id(), id, browser.get(), clock.instant());
        found.ifPresent(interaction -> {
            exchange.trace().continues(interaction.flow());
            exchange.trace().knows("client_id", interaction.ask().clientId());
            exchange.trace().knows("account_id", interaction.accountId());
            exchange.speaks(interaction.ask().uiLocales());
        });
        return found;
    }

    /**
     * The person signed in, and so chose the account too. Nothing where the interaction was
     * finished meanwhile, as with all verbs below.
     */
    public Optional<Interaction> signedIn(
            Interaction interaction, String accountId, String sessionId) {
        return store.signedIn(interaction, accountId, sessionId, clock.instant());
    }

    /** The person chose to go on with the account that was signed in already. */
    public Optional<Interaction> accountChosen(Interaction interaction, String accountId) {
        return store.accountChosen(interaction, accountId, clock.instant());
    }

    /** The person allowed what is asked. */
    public Optional<Interaction> consented(Interaction interaction, String accountId) {
        return store.consented(interaction, accountId, clock.instant());
    }

    /** The person refused, at sign-in or at consent. */
    public Optional<Interaction> declined(Interaction interaction) {
        return store.declined(interaction, clock.instant());
    }

    /** Ends the interaction; of all who ask for it, one is told true. */
    public boolean finish(Interaction interaction) {
        return store.finish(interaction, clock.instant());
    }

    /** Removes those whose hour is over. */
    public Chore chore() {
        return Chore.deleting(
                "remove expired interactions",
                Duration.ofMinutes(10),
                InteractionStore.REMOVE_EXPIRED);
    }
}
