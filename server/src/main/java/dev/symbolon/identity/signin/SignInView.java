package dev.symbolon.identity.signin;

import dev.symbolon.base.html.ContentPolicy;
import dev.symbolon.base.html.View;
import dev.symbolon.core.interaction.AppLinks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The question for name and password.
 *
 * @param app for whom, by name; absent where the person asked for a page of our own
 * @param logo the path of its picture; absent where there is none at hand
 * @param interaction its handle
 * @param token for the form guard
 * @param login what to fill in; empty for nothing
 * @param problem the message of what went wrong before; absent the first time
 * @param pause how long until the next attempt; absent where it may be now
 * @param signUp whether whoever has no account may make one
 * @param links the app's own pages
 */
public record SignInView(
        @Nullable String app,
        @Nullable String logo,
        String interaction,
        String token,
        String login,
        @Nullable String problem,
        @Nullable Duration pause,
        boolean signUp,
        AppLinks links,
        ContentPolicy policy)
        implements View {

    /** Whether what was typed is the problem. */
    public boolean isInvalid() {
        return problem != null && pause == null;
    }

    @Override
    public int status() {
        if (pause != null) {
            return 429;
        }
        return problem == null ? 200 : 422;
    }

    @Override
    public String template() {
        return "signIn";
    }
}
