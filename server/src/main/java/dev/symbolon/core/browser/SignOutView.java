package dev.symbolon.core.browser;

import dev.symbolon.base.html.ContentPolicy;
import dev.symbolon.base.html.View;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person whether to sign out (RP-Initiated Logout 1.0 §2). The form answers with {@code
 * action} {@code sign-out} or {@code stay}.
 *
 * @param path where the form goes, as the tenant's path
 * @param token for the form guard
 * @param fields what the form carries on, as name and value
 * @param app who asks; absent where the person does
 * @param name who is signed in; absent where that is not known
 * @param email absent where the account has none
 * @param continueTo where the app wants the person afterwards, checked before; absent where nowhere
 */
public record SignOutView(
        String path,
        String token,
        List<Map.Entry<String, String>> fields,
        @Nullable String app,
        @Nullable String name,
        @Nullable String email,
        @Nullable URI continueTo)
        implements View {

    public SignOutView {
        fields = List.copyOf(fields);
    }

    @Override
    public String template() {
        return "signOut";
    }

    @Override
    public ContentPolicy policy() {
        return continueTo == null ? ContentPolicy.STRICT : ContentPolicy.leadingTo(continueTo);
    }
}
