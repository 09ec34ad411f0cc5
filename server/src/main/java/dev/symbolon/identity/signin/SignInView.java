package dev.symbolon.identity.signin;

import dev.symbolon.base.html.ContentPolicy;
import dev.symbolon.base.html.View;
import org.jspecify.annotations.Nullable;

/**
 * The question for name and password.
 *
 * @param app for whom, by name; absent where the person asked for a page of our own
 * @param interaction its handle
 * @param token for the form guard
 * @param login what to fill in; empty for nothing
 * @param problem the message of what went wrong before; absent the first time
 */
public record SignInView(
        int status,
        @Nullable String app,
        String interaction,
        String token,
        String login,
        @Nullable String problem,
        ContentPolicy policy)
        implements View {

    @Override
    public String template() {
        return "signIn";
    }
}
