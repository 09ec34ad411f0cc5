package dev.symbolon.identity.selfservice;

import dev.symbolon.base.html.View;
import org.jspecify.annotations.Nullable;

/**
 * The start page.
 *
 * @param name who is signed in; absent where nobody is
 * @param signUp whether people may make accounts themselves
 */
public record HomeView(@Nullable String name, boolean signUp) implements View {

    @Override
    public String template() {
        return "home";
    }
}
