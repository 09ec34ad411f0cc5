package dev.symbolon.core.browser;

import dev.symbolon.base.html.View;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person what became of the question in {@link SignOutView}.
 *
 * @param out false where they chose to stay
 * @param app the app to go back to, by name; absent where none is known
 * @param continueTo its address, checked before; absent where there is none to go to
 */
public record SignedOutView(boolean out, @Nullable String app, @Nullable URI continueTo)
        implements View {

    @Override
    public String template() {
        return "signedOut";
    }
}
