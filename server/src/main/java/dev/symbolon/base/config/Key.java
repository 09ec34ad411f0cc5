package dev.symbolon.base.config;

import java.lang.reflect.Type;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set.
 *
 * @param name the path in the file, as in {@code tokens.access-token-lifetime}
 * @param type what its value is read as, see {@link ValueForm}
 * @param optional whether there need not be a value
 * @param byDefault absent where nothing is set by default
 * @param sentence what it does
 */
public record Key(
        String name, Type type, boolean optional, @Nullable Object byDefault, String sentence) {

    static final String VARIABLES = "SYMBOLON_";

    /** The environment variable that sets it. */
    public String variable() {
        return VARIABLES + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** As it would stand in the file; empty where nothing is set, and for a secret. */
    public String shownDefault() {
        return ValueForm.show(byDefault);
    }

    /** {@code accessTokenLifetime} becomes {@code access-token-lifetime}. */
    static String kebab(String component) {
        StringBuilder kebab = new StringBuilder();
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            if (Character.isUpperCase(c)) {
                kebab.append('-');
            }
            kebab.append(Character.toLowerCase(c));
        }
        return kebab.toString();
    }

    static String join(String group, String name) {
        return group.isEmpty() ? name : group + "." + name;
    }
}
