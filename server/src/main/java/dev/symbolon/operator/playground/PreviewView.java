package dev.symbolon.operator.playground;

import dev.symbolon.base.html.View;
import dev.symbolon.identity.consent.Abilities;
import dev.symbolon.operator.inspector.Choices;
import org.jspecify.annotations.Nullable;

/**
 * What a client would get for a person.
 *
 * @param told what the consent page would say; absent before anything was asked, as the tokens are
 * @param problem why nothing would be given; absent where something would
 */
public record PreviewView(
        Choices choices,
        String client,
        String account,
        String scope,
        String resource,
        @Nullable String problem,
        Abilities.@Nullable Told told,
        String asked,
        String idToken,
        String accessToken,
        String accessTokenForm,
        String userinfo)
        implements View {

    @Override
    public String template() {
        return "preview";
    }

    @Override
    public int status() {
        return problem == null ? 200 : 422;
    }
}
