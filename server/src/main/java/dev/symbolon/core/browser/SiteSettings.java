package dev.symbolon.core.browser;

import dev.symbolon.base.config.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the server presents itself to people.
 *
 * @param name of the first tenant; absent: its host, as for every other tenant
 */
public record SiteSettings(
        @Setting("What pages call the site, as in: Sign in to Harbour. Without it, its host.")
                @Nullable String name) {

    public static final SiteSettings DEFAULTS = new SiteSettings(null);

    private static final int LONGEST = 60;

    public List<String> problems() {
        boolean fits =
                name == null
                        || (!name.isBlank()
                                && name.length() <= LONGEST
                                && name.chars().noneMatch(Character::isISOControl));
        return fits ? List.of() : List.of("name: must be a line of at most 60 characters");
    }
}
