package dev.symbolon.core.browser;

import dev.symbolon.base.html.ContentPolicy;
import dev.symbolon.base.html.View;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person what became of the question in {@link SignOutView}.
 *
 * @param out false where they chose to stay
 * @param app the app to go back to, by name; absent where none is known
 * @param continueTo its address, checked before; absent where there is none to go to
 * @param told addresses of apps that are loaded in frames, so that these sign the person out, too
 */
public record SignedOutView(
        boolean out, @Nullable String app, @Nullable URI continueTo, List<URI> told)
        implements View {

    public SignedOutView {
        told = List.copyOf(told);
    }

    @Override
    public ContentPolicy policy() {
        return ContentPolicy.STRICT.withFrames(told);
    }

    @Override
    public String template() {
        return "signedOut";
    }
}
