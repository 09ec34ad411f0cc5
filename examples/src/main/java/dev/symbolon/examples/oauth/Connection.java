package dev.symbolon.examples.oauth;

import com.nimbusds.oauth2.sdk.token.AccessToken;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A person's tokens in use. It refreshes them when they have expired, and once more where the API
 * says that they are not valid although they should be; one refresh at a time.
 */
public final class Connection {

    private final CodeFlow flow;
    private final InstantSource clock;
    private final Consumer<Tokens> refreshed;
    private Tokens tokens;

    /**
     * @param refreshed hears of new tokens: whoever stores the old ones must replace them
     */
    public Connection(
            CodeFlow flow, InstantSource clock, Tokens tokens, Consumer<Tokens> refreshed) {
        this.flow = flow;
        this.clock = clock;
        this.tokens = tokens;
        this.refreshed = refreshed;
    }

    public synchronized Tokens tokens() {
        return tokens;
    }

    /**
     * Sends a request with a token that should be valid.
     *
     * @throws Challenged where the API wants more than a valid token
     * @throws FlowFailure where the tokens have ended and the person must connect again
     */
    public synchronized <T> T use(Function<AccessToken, T> request) {
        if (tokens.isExpired(clock.instant())) {
            refresh();
        }
        try {
            return request.apply(tokens.access());
        } catch (Challenged refused) {
            if (!"invalid_token".equals(refused.challenge().error())) {
                throw refused;
            }
            refresh();
            return request.apply(tokens.access());
        }
    }

    private void refresh() {
        tokens = flow.refresh(tokens);
        refreshed.accept(tokens);
    }
}
