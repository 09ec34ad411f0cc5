package dev.symbolon.identity.signup;

import dev.symbolon.base.html.ContentPolicy;
import dev.symbolon.base.html.View;
import dev.symbolon.core.interaction.AppLinks;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The question for name, password and what else there is to an account.
 *
 * @param app for whom, by name; absent where the person came by themselves
 * @param logo the path of its picture; absent where there is none at hand
 * @param interaction its handle; absent where the person came by themselves
 * @param token for the form guard
 * @param form what to fill in
 * @param problems the message of what is wrong with a field, by the field's name
 * @param notice the message of why it cannot be now; absent where it can
 * @param pause how long that lasts; absent where it can be now
 * @param signIn the path for whoever has an account
 * @param links the app's own pages
 */
public record SignUpView(
        @Nullable String app,
        @Nullable String logo,
        @Nullable String interaction,
        String token,
        SignUpForm form,
        Map<String, String> problems,
        @Nullable String notice,
        @Nullable Duration pause,
        String signIn,
        AppLinks links,
        ContentPolicy policy)
        implements View {

    /** What is wrong with the field; absent where nothing is. */
    public @Nullable String problem(String field) {
        return problems.get(field);
    }

    /**
     * The field that the person types into next: the first that is wrong, or that is to be filled.
     */
    public String next() {
        return SignUpForm.FIELDS.stream()
                .filter(problems::containsKey)
                .findFirst()
                .orElse(form.login().isEmpty() ? SignUpForm.LOGIN : SignUpForm.PASSWORD);
    }

    /** The ids of the texts that speak of the field: the hint, and what is wrong. */
    public String describes(String field) {
        return problems.containsKey(field)
                ? field + "-hint " + field + "-problem"
                : field + "-hint";
    }

    @Override
    public int status() {
        if (pause != null) {
            return 429;
        }
        return problems.isEmpty() ? 200 : 422;
    }

    @Override
    public String template() {
        return "signUp";
    }
}
