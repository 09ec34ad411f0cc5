package dev.symbolon.identity.selfservice;

import dev.symbolon.base.html.View;
import dev.symbolon.identity.consent.Abilities;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's own page.
 *
 * @param token for the form guard
 * @param email absent where the account has none
 * @param hasUserCode whether a code has to be told by apps that ask elsewhere
 * @param done the message of what was just done; absent where nothing was
 * @param problem the message of what could not be done; absent likewise
 */
public record AccountView(
        String token,
        String name,
        @Nullable String email,
        List<Request> requests,
        List<App> apps,
        List<Browser> browsers,
        boolean hasUserCode,
        @Nullable String done,
        @Nullable String problem)
        implements View {

    /**
     * An app that waits for the person's answer (CIBA).
     *
     * @param message what the app shows too; absent where it sent none
     */
    public record Request(String id, String app, @Nullable String message, Instant asked) {}

    /**
     * An app that the person allowed something.
     *
     * @param told what it may do, in the person's language
     */
    public record App(String id, String name, Abilities.Told told, Instant since) {}

    /**
     * A browser in which the person is signed in.
     *
     * @param device as in {@code Firefox on Linux}, in the person's language
     * @param signedIn when the person last signed in there
     * @param address where the person last signed in from
     */
    public record Browser(
            String id,
            String device,
            String address,
            boolean current,
            Instant signedIn,
            Instant lastSeen) {}

    public AccountView {
        requests = List.copyOf(requests);
        apps = List.copyOf(apps);
        browsers = List.copyOf(browsers);
    }

    @Override
    public String template() {
        return "account";
    }
}
