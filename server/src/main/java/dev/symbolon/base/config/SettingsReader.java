package dev.symbolon.base.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a settings record from its sources, once, and tells everything that is wrong at once. */
public final class SettingsReader<R extends Record> {

    /** Variables that the launcher reads itself. */
    static final Set<String> LAUNCHERS_OWN =
            Set.of(
                    "SYMBOLON_CHROMIUM",
                    "SYMBOLON_JAVA_OPTIONS",
                    "SYMBOLON_JDKS",
                    "SYMBOLON_NO_AOT");

    private final Class<R> type;
    private final Function<R, List<String>> check;
    private final Map<String, Key> keys;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Given> given = new HashMap<>();

    private SettingsReader(Class<R> type, Function<R, List<String>> check) {
        this.type = type;
        this.check = check;
        this.keys = new LinkedHashMap<>();
        Keys.of(type).forEach(key -> keys.put(key.name(), key));
    }

    /**
     * Reads the settings.
     *
     * @param check what is wrong with settings whose single values are well-formed; each entry
     *     begins with the key as in {@code "http.port: must be …"}
     */
    public static <R extends Record> Reading<R> read(
            Class<R> type, Function<R, List<String>> check, Sources sources) {
        return new SettingsReader<>(type, check).read(sources);
    }

    private Reading<R> read(Sources sources) {
        if (sources.file() != null) {
            YamlFile.read(sources.file(), problems).forEach(this::give);
        }
        new TreeMap<>(sources.environment()).forEach(this::variable);
        sources.commandLine()
                .forEach((key, option) -> give(key, Given.text(option.value(), option.name())));
        Set<String> wrong = problems.stream().map(Problem::key).collect(Collectors.toSet());
        R settings = type.cast(bind(type, "", Keys.defaults(type).orElse(null), wrong));
        if (settings != null) {
            for (String complaint : check.apply(settings)) {
                int colon = complaint.indexOf(": ");
                String key = colon < 0 ? "" : complaint.substring(0, colon);
                if (!wrong.contains(key)) {
                    String message = complaint.substring(colon < 0 ? 0 : colon + 2);
                    problem(where(key, message), key, message);
                }
            }
        }
        if (settings == null || !problems.isEmpty()) {
            return new Reading.Wrong<>(problems.stream().sorted(Problem.BY_LINE).toList());
        }
        Map<String, String> origins = new HashMap<>();
        given.forEach((key, value) -> origins.put(key, value.where()));
        return new Reading.Whole<>(settings, origins);
    }

    private void variable(String variable, String value) {
        if (!variable.startsWith(Key.VARIABLES) || LAUNCHERS_OWN.contains(variable)) {
            return;
        }
        Map<String, String> byVariable = new HashMap<>();
        keys.values().forEach(key -> byVariable.put(key.variable(), key.name()));
        String key = byVariable.get(variable);
        if (key == null) {
            problem(variable, "", "sets nothing" + didYouMean(variable, byVariable.keySet()));
        } else if (value.isEmpty()) {
            problem(variable, key, "has no value; give one or unset it");
        } else {
            give(key, Given.text(value, variable));
        }
    }

    private void give(String key, Given value) {
        if (keys.containsKey(key)) {
            given.put(key, value);
        } else if (keys.keySet().stream().anyMatch(known -> known.startsWith(key + "."))) {
            problem(value.where(), key, "is a group of settings; put them below it, indented");
        } else {
            problem(
                    value.where(),
                    key,
                    "there is no such setting" + didYouMean(key, keys.keySet()));
        }
    }

    private static String didYouMean(String wrong, Set<String> known) {
        return Nearest.to(wrong, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("; see docs/guide/settings.md");
    }

    /** Nothing where a value that is needed is missing, or the record refuses its values. */
    private @Nullable Record bind(
            Class<?> record, String group, @Nullable Object defaults, Set<String> wrong) {
        RecordComponent[] components = record.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        boolean whole = true;
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String name = Key.join(group, Key.kebab(component.getName()));
            @Nullable Object value = defaults == null ? null : Keys.read(component, defaults);
            Key key = keys.get(name);
            if (key == null) {
                boolean touched = given.keySet().stream().anyMatch(k -> k.startsWith(name + "."));
                if (value == null && touched) {
                    value = Keys.defaults(component.getType()).orElse(null);
                }
                value = touched ? bind(component.getType(), name, value, wrong) : value;
                whole &= value != null || (Keys.isOptional(component) && !touched);
            } else {
                value = given.containsKey(name) ? parse(key, value, wrong) : value;
                if (value == null && !key.optional()) {
                    problem(where(name, ""), name, "is needed here; set it");
                    whole = false;
                }
            }
            values[i] = value;
        }
        if (!whole) {
            return null;
        }
        try {
            return Keys.make(record, values);
        } catch (IllegalArgumentException refused) {
            String message = String.valueOf(refused.getMessage());
            problem(where(group, message), group, message);
            return null;
        }
    }

    /** The value; where it is wrong the default, so that what else is wrong is found as well. */
    private @Nullable Object parse(Key key, @Nullable Object byDefault, Set<String> wrong) {
        Given value = Objects.requireNonNull(given.get(key.name()));
        if (value.isList() && !ValueForm.isList(key.type())) {
            wrong.add(key.name());
            problem(value.where(), key.name(), "must be one value, not a list");
            return byDefault;
        }
        ValueForm.Parsed parsed =
                value.isList()
                        ? ValueForm.parseList(key.type(), value.texts())
                        : ValueForm.parse(key.type(), value.texts().getFirst());
        return switch (parsed) {
            case ValueForm.Parsed.Good(Object good) -> good;
            case ValueForm.Parsed.Bad(String why) -> {
                wrong.add(key.name());
                problem(value.where(), key.name(), why);
                yield byDefault;
            }
        };
    }

    /** Where the key was set; where it was not, what asks for it: named, or beside or below it. */
    private String where(String key, String message) {
        // A complaint may be about two keys that do not go together: "username, password".
        String first = key.split(",", 2)[0];
        String group = first.substring(0, first.lastIndexOf('.') + 1);
        return Stream.<Predicate<String>>of(
                        first::equals,
                        set -> set.contains(".") && message.contains(set),
                        set -> !group.isEmpty() && set.startsWith(group),
                        set -> set.startsWith(first + "."))
                .flatMap(about -> keys.keySet().stream().filter(given::containsKey).filter(about))
                .findFirst()
                .map(set -> Objects.requireNonNull(given.get(set)).where())
                .orElse("default");
    }

    private void problem(String where, String key, String message) {
        problems.add(new Problem(where, key, message));
    }
}
