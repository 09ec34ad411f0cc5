package dev.symbolon.identity.consent;

import dev.symbolon.base.html.ContentPolicy;
import dev.symbolon.base.html.View;
import dev.symbolon.core.details.DetailWords;
import dev.symbolon.core.interaction.AppLinks;
import dev.symbolon.core.interaction.WaitingApp;
import dev.symbolon.core.interaction.WaitingDevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The question whether an app may have what it asks for.
 *
 * @param app its name, which it chose itself: never to be trusted
 * @param logo the path of its picture; absent where there is none at hand
 * @param interaction its handle
 * @param token for the form guard
 * @param name who is asked
 * @param email absent where the account has none
 * @param abilities what the app will be able to do with the account, in the person's language
 * @param groups the same at other servers
 * @param before what of it the app has been allowed already; absent where it was never allowed
 *     anything
 * @param offline whether the access outlasts the person's presence
 * @param destination the host that the browser will be sent to, or the private scheme
 * @param destinationNote the message that says more of it; absent where there is nothing to say
 * @param device the one that waits for the answer; absent where the browser at hand does
 * @param elsewhere the same for an app that named the person
 * @param links the app's own pages
 * @param unverified absent where an administrator registered the app
 */
public record ConsentView(
        String app,
        @Nullable String logo,
        String interaction,
        String token,
        String name,
        @Nullable String email,
        List<String> abilities,
        List<Group> groups,
        Abilities.@Nullable Told before,
        boolean offline,
        String destination,
        @Nullable String destinationNote,
        @Nullable WaitingDevice device,
        @Nullable WaitingApp elsewhere,
        AppLinks links,
        @Nullable Unverified unverified,
        ContentPolicy policy)
        implements View {

    /** What the app will be able to do at one resource server. */
    public record Group(String name, List<String> abilities, List<DetailWords> details) {
        public Group {
            abilities = List.copyOf(abilities);
            details = List.copyOf(details);
        }
    }

    /**
     * What a person should know of an app that nobody here has looked at.
     *
     * @param published where it tells of itself; absent where it registered itself
     * @param local whether any program on the person's device could pretend to be it
     */
    public record Unverified(@Nullable String published, boolean local) {}

    public ConsentView {
        abilities = List.copyOf(abilities);
        groups = List.copyOf(groups);
    }

    /** Whether it comes to what was allowed before. */
    public boolean isNew(String ability) {
        return before != null && !before.account().contains(ability);
    }

    /** The same at a resource server. */
    public boolean isNew(Group group, String ability) {
        return before != null
                && before.groups().stream()
                        .noneMatch(known ->
                                known.name().equals(group.name())
                                        && known.abilities().contains(ability));
    }

    /** The same for authorization details. */
    public boolean isNew(Group group, DetailWords details) {
        return before != null
                && before.groups().stream()
                        .noneMatch(known ->
                                known.name().equals(group.name())
                                        && known.details().contains(details));
    }

    @Override
    public String template() {
        return "consent";
    }
}
