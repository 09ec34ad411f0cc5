package dev.symbolon.protocol.backchannel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Listener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an app and the person it names do in these tests. */
public final class BackchannelSteps {

    static final String SCOPE = "openid profile offline_access api:read";

    /** By which an app that is told knows who tells it. */
    public static final String TOKEN = "8d67dc78-7faa-4d41-aabd-67707b374255~+/==";

    private static final Pattern LINK =
            Pattern.compile("href=\"([^\"]*/account/requests/[^\"]+)\"");

    private BackchannelSteps() {}

    /** A request without fault; tests change what they are about. */
    static Map<String, Object> asking(String login) {
        return new LinkedHashMap<>(Map.of("scope", SCOPE, "login_hint", login));
    }

    static Map<String, Object> askingToBeTold(String login) {
        Map<String, Object> asking = asking(login);
        asking.put("client_notification_token", TOKEN);
        return asking;
    }

    /** Metadata of an app that is told there: by ping, or by push. */
    public static Map<String, Object> telling(String mode, Listener listener) {
        return Map.of(
                "backchannel_token_delivery_mode",
                mode,
                "backchannel_client_notification_endpoint",
                listener.address().toString());
    }

    static Answer ask(App app, String login) {
        return app.askElsewhere(asking(login)).expectsStatus(200);
    }

    /** The person opens the latest of what waits for them; the answer is the consent page. */
    public static Answer look(Browser person) {
        Answer account = person.get("/account");
        Matcher link = LINK.matcher(account.body());
        assertThat(link.find()).as("a request in %s", account.body()).isTrue();
        return person.get(account.asked().resolve(link.group(1)));
    }

    static void allow(Browser person) {
        assertThat(person.allow(look(person)).body()).contains("You allowed it");
    }
}
