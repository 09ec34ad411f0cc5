package dev.symbolon.base.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a settings record declares: its keys, its defaults, how one is made. */
final class Keys {

    private Keys() {}

    /** Every key of the record and the records in it, in the order of their components. */
    static List<Key> of(Class<? extends Record> settings) {
        List<Key> keys = new ArrayList<>();
        collect(settings, "", defaults(settings).orElse(null), keys);
        return List.copyOf(keys);
    }

    private static void collect(
            Class<?> settings, String group, @Nullable Object defaults, List<Key> keys) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = Key.join(group, Key.kebab(component.getName()));
            Object byDefault = defaults == null ? null : read(component, defaults);
            if (component.getType().isRecord() && !ValueForm.isValue(component.getType())) {
                Object inner =
                        byDefault == null ? defaults(component.getType()).orElse(null) : byDefault;
                collect(component.getType(), name, inner, keys);
            } else {
                keys.add(
                        new Key(
                                name,
                                component.getGenericType(),
                                isOptional(component),
                                byDefault,
                                sentence(settings, component)));
            }
        }
    }

    /**
     * What each group of keys is about, by the group's name; those that say nothing are left out.
     */
    static Map<String, String> groups(Class<? extends Record> settings) {
        Map<String, String> groups = new HashMap<>();
        collectGroups(settings, "", groups);
        return groups;
    }

    private static void collectGroups(Class<?> settings, String group, Map<String, String> groups) {
        for (RecordComponent component : settings.getRecordComponents()) {
            Class<?> type = component.getType();
            if (type.isRecord() && !ValueForm.isValue(type)) {
                String name = Key.join(group, Key.kebab(component.getName()));
                Setting setting = component.getAnnotation(Setting.class);
                if (setting != null) {
                    groups.put(name, setting.value());
                }
                collectGroups(type, name, groups);
            }
        }
    }

    /** The record's own {@code defaults()} or {@code DEFAULTS}; nothing where it has neither. */
    static Optional<Object> defaults(Class<?> settings) {
        try {
            var method =
                    Arrays.stream(settings.getDeclaredMethods())
                            .filter(m -> m.getName().equals("defaults"))
                            .filter(m -> m.getParameterCount() == 0)
                            .filter(m -> Modifier.isStatic(m.getModifiers()))
                            .findFirst();
            if (method.isPresent()) {
                return Optional.ofNullable(method.get().invoke(null));
            }
            var field =
                    Arrays.stream(settings.getDeclaredFields())
                            .filter(f -> f.getName().equals("DEFAULTS"))
                            .findFirst();
            return field.isPresent()
                    ? Optional.ofNullable(field.get().get(null))
                    : Optional.empty();
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(
                    settings + ": defaults() must be public, of a public record", unreadable);
        }
    }

    static @Nullable Object read(RecordComponent component, Object settings) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(component + " must be readable", unreadable);
        }
    }

    static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /**
     * Makes the record.
     *
     * @throws IllegalArgumentException where its constructor refuses the values
     */
    static Record make(Class<?> settings, @Nullable Object[] values) {
        Class<?>[] types =
                Arrays.stream(settings.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = settings.getDeclaredConstructor(types);
            return (Record) constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            Throwable cause = refused.getCause();
            throw new IllegalArgumentException(
                    cause == null ? refused.toString() : cause.getMessage(), refused);
        } catch (ReflectiveOperationException unusable) {
            throw new IllegalStateException(settings + " must be a public record", unusable);
        }
    }

    private static String sentence(Class<?> settings, RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(
                    settings.getName() + "." + component.getName() + " needs @Setting");
        }
        return setting.value();
    }
}
