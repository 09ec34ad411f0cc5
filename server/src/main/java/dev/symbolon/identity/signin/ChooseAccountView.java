package dev.symbolon.identity.signin;

import dev.symbolon.base.html.ContentPolicy;
import dev.symbolon.base.html.View;
import org.jspecify.annotations.Nullable;

/**
 * The question whether to go on as who is signed in (Core §3.1.2.1, {@code select_account}).
 *
 * @param app for whom, by name; absent where the person asked for a page of our own
 * @param interaction its handle
 * @param token for the form guard
 * @param account the id of who is signed in
 * @param email absent where the account has none
 */
public record ChooseAccountView(
        @Nullable String app,
        String interaction,
        String token,
        String account,
        String name,
        @Nullable String email,
        ContentPolicy policy)
        implements View {

    @Override
    public String template() {
        return "chooseAccount";
    }
}
