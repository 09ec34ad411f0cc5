package dev.symbolon.identity.invitation;

import dev.symbolon.base.html.View;
import org.jspecify.annotations.Nullable;

/**
 * The question for name, email and password of a new account.
 *
 * @param code the invitation's
 * @param token for the form guard
 * @param name what to fill in; empty for nothing
 * @param email likewise
 * @param problem the message of what went wrong before; absent the first time
 */
public record InvitationView(
        int status, String code, String token, String name, String email, @Nullable String problem)
        implements View {

    @Override
    public String template() {
        return "invitation";
    }
}
