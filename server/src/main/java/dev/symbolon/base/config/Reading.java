package dev.symbolon.base.config;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reading the settings came to. */
public sealed interface Reading<R extends Record> {

    /**
     * All is well.
     *
     * @param origins where each key was set; those that have their default are not in it
     */
    record Whole<R extends Record>(R settings, Map<String, String> origins) implements Reading<R> {

        private static final String DEFAULT = "default";

        public Whole {
            origins = Map.copyOf(origins);
        }

        public boolean isDefault(String key) {
            return !origins.containsKey(key);
        }

        /** Every key with its value, for people. */
        public List<Value> values() {
            Map<String, String> shown = new HashMap<>();
            show(settings, "", shown);
            return Keys.of(settings.getClass()).stream()
                    .map(key ->
                            new Value(
                                    key,
                                    shown.getOrDefault(key.name(), ""),
                                    origins.getOrDefault(key.name(), DEFAULT)))
                    .toList();
        }

        private static void show(Record settings, String group, Map<String, String> shown) {
            for (RecordComponent component : settings.getClass().getRecordComponents()) {
                String name = Key.join(group, Key.kebab(component.getName()));
                @Nullable Object value = Keys.read(component, settings);
                if (value instanceof Record inner && !ValueForm.isValue(component.getType())) {
                    show(inner, name, shown);
                } else {
                    shown.put(name, ValueForm.show(value));
                }
            }
        }
    }

    /** Something is wrong: all of it. */
    record Wrong<R extends Record>(List<Problem> problems) implements Reading<R> {}

    /**
     * A key's effective value.
     *
     * @param shown as it would stand in the file, a secret hidden
     * @param where where it was set; {@code default} where it was not
     */
    record Value(Key key, String shown, String where) {}
}
