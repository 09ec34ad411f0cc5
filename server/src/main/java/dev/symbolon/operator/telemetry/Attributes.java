package dev.symbolon.operator.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named values as OTLP writes them in JSON; what is absent is left out. */
final class Attributes {

    private final List<Map<String, Object>> all = new ArrayList<>();

    Attributes string(String name, @Nullable String value) {
        return value == null ? this : add(name, Map.of("stringValue", value));
    }

    /** A 64-bit number stands in quotes in protobuf's JSON. */
    Attributes number(String name, long value) {
        return add(name, Map.of("intValue", Long.toString(value)));
    }

    Attributes fraction(String name, double value) {
        return add(name, Map.of("doubleValue", value));
    }

    private Attributes add(String name, Map<String, Object> value) {
        all.add(Map.of("key", name, "value", value));
        return this;
    }

    List<Map<String, Object>> all() {
        return List.copyOf(all);
    }
}
