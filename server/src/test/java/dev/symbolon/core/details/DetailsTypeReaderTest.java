package dev.symbolon.core.details;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.symbolon.base.json.Json;
import dev.symbolon.core.oauth.Problems;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9396 §2.1, §11.3: how a type is declared")
class DetailsTypeReaderTest {

    private static final String TRANSFER =
            """
            {"transfer": {
               "description": "Move {amount} {currencies} to {to.name}", "description#de": "{amount} überweisen",
               "ask_each_time": true, "additive": ["currencies"],
               "schema": {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                 "additionalProperties": false,
                 "required": ["amount", "to", "currencies"],
                 "properties": {
                   "amount": {"type": "number", "minimum": 0.01, "maximum": 1000},
                   "currencies": {"type": "array", "maxItems": 3, "items": {"type": "string", "format": "currency"}},
                   "to": {"type": "object", "required": ["name"], "properties": {
                     "name": {"type": "string", "maxLength": 20},
                     "kind": {"type": "integer", "enum": [1, 2]}}},
                   "lines": {"type": "array", "title": "Lines", "items": {"type": "object", "properties": {
                     "text": {"type": "string", "title#de": "Text"}, "on": {"type": "boolean", "const": true}}}}}}}}
            """;

    private static @Nullable String problem(Object types) {
        Problems problems = new Problems();
        DetailsTypeReader.read(types, problems);
        try {
            problems.refuseAny(new Trace());
            return null;
        } catch (Refusal refusal) {
            return refusal.rule().id();
        }
    }

    private static DetailsType transfer() {
        Problems problems = new Problems();
        Map<String, DetailsType> types = DetailsTypeReader.read(Json.object(TRANSFER), problems);
        problems.refuseAny(new Trace());
        return types.values().iterator().next();
    }

    private static Detail detail(String fields) {
        Map<String, Object> members = Json.object("{" + fields + "}");
        members.put("type", "transfer");
        return new Detail(members);
    }

    @Test
    @DisplayName("what was stored reads back as it was declared")
    void roundTrip() {
        Map<String, Object> stored = Map.of("transfer", transfer().toMap());
        assertThat(DetailsTypeReader.read(stored, new Problems()).values())
                .containsExactly(transfer());
    }

    @Test
    @DisplayName("the sentence speaks the person's language, and the rest stands below")
    void words() {
        Detail detail =
                detail(
                        "\"amount\": 1E2, \"currencies\": [\"EUR\", \"USD\"], \"to\": {\"name\": \"Bob\", \"kind\": 1},"
                                + " \"lines\": [{\"text\": \"a\"}, {\"on\": true}]");
        assertThat(transfer().tell(detail, List.of(Locale.ENGLISH)))
                .hasToString("Move 100.0 EUR, USD to Bob")
                .extracting(DetailWords::rest)
                .isEqualTo(
                        List.of(
                                new DetailWords.Line("to › kind", "1"),
                                new DetailWords.Line("Lines 1 › Text", "a"),
                                new DetailWords.Line("Lines 2 › on", "true")));
        assertThat(transfer().tell(detail, List.of(Locale.GERMAN)).rest())
                .contains(new DetailWords.Line("currencies", "EUR, USD"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "FIELD_TYPE, amount, `\"amount\": \"1\", \"currencies\": [], \"to\": {\"name\": \"\"}`",
                "FIELD_VALUE, amount, `\"amount\": 0.001, \"currencies\": [], \"to\": {\"name\": \"\"}`",
                "FIELD_VALUE, currencies[1], `\"amount\": 1, \"currencies\": [\"EUR\", \"eur\"], \"to\": {\"name\": \"\"}`",
                "FIELD_PRESENT, to.name, `\"amount\": 1, \"currencies\": [], \"to\": {}`",
                "FIELD_VALUE, to.kind, `\"amount\": 1, \"currencies\": [], \"to\": {\"name\": \"\", \"kind\": 3}`",
                "FIELD_VALUE, lines[0].on, `\"amount\": 1, \"currencies\": [], \"to\": {\"name\": \"\"}, \"lines\": [{\"on\": false}]`",
                "FIELD_KNOWN, lines[0].off, `\"amount\": 1, \"currencies\": [], \"to\": {\"name\": \"\"}, \"lines\": [{\"off\": 1}]`"
            })
    @DisplayName("the first fault is named by its rule and its field (§5)")
    void faults(DetailsRule rule, String field, String fields) {
        assertThat(transfer().check(detail(fields))).contains(new Schema.Fault(rule, field));
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, 2026-11-26, 2026-02-30",
        "DATE_TIME, 2026-11-26T10:00:00Z, 2026-11-26 10:00",
        "URI, urn:a:b, /a",
        "URI, https://a.example/x, http://[",
        "DECIMAL, 0.10, 00.1",
        "DECIMAL, 12, 1.",
        "DECIMAL, 123.50, -1",
        "CURRENCY, EUR, EURO",
        "IBAN, GB82WEST12345698765432, GB83WEST12345698765432",
        "IBAN, DE02100100109307118603, de02100100109307118603"
    })
    @DisplayName("a format holds for what has the form, and for nothing like it")
    void formats(TextFormat format, String good, String bad) {
        assertThat(format.holdsFor(good)).isTrue();
        assertThat(format.holdsFor(bad)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\": \"string\"}",
                "{\"type\": [\"object\"]}",
                "{\"type\": \"object\", \"additionalProperties\": true}",
                "{\"type\": \"object\", \"patternProperties\": {}}",
                "{\"type\": \"object\", \"allOf\": []}",
                "{\"type\": \"object\", \"$ref\": \"https://a.example/s\"}",
                "{\"type\": \"object\", \"required\": [\"a\"]}",
                "{\"type\": \"object\", \"required\": {}}",
                "{\"type\": \"object\", \"properties\": []}",
                "{\"type\": \"object\", \"properties\": {\"type\": {\"type\": \"string\"}}}",
                "{\"type\": \"object\", \"properties\": {\"locations\": {\"type\": \"string\"}}}",
                "{\"type\": \"object\", \"properties\": {\"a.b\": {\"type\": \"string\"}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"null\"}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \"(a+)+\"}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"format\": \"email\"}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"maxLength\": 1001}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"maxLength\": \"1\"}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"enum\": []}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"enum\": [1]}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"const\": null}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"title\": 7}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"array\"}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"array\", \"items\": {}, \"maxItems\": 1}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"number\", \"maximum\": \"1\"}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"integer\", \"maximum\": 1e300}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"number\", \"multipleOf\": 2}}}"
            })
    @DisplayName("a keyword that would not be checked is refused")
    void unreadSchemas(String schema) {
        Map<String, Object> type = Map.of("description", "Do it", "schema", Json.object(schema));
        assertThat(problem(Map.of("a", type))).isEqualTo("details-type.schema");
    }

    @Test
    @DisplayName("so is one that goes too deep, or has too many fields")
    void largeSchemas() {
        String deep = "{\"type\": \"string\"}";
        for (int i = 0; i < 6; i++) {
            deep = "{\"type\": \"object\", \"properties\": {\"a\": " + deep + "}}";
        }
        StringBuilder wide = new StringBuilder("\"a\": {\"type\": \"string\"}");
        for (int i = 0; i < 100; i++) {
            wide.append(", \"a").append(i).append("\": {\"type\": \"string\"}");
        }
        for (String schema :
                List.of(deep, "{\"type\": \"object\", \"properties\": {" + wide + "}}")) {
            Map<String, Object> type =
                    Map.of("description", "Do it", "schema", Json.object(schema));
            assertThat(problem(Map.of("a", type))).isEqualTo("details-type.schema");
        }
    }

    static Stream<Arguments> wrong() {
        Map<String, Object> schema =
                Json.object(
                        """
                        {"type": "object", "required": ["a", "o", "l"], "properties": {
                          "a": {"type": "string"}, "b": {"type": "string"},
                          "o": {"type": "object"},
                          "l": {"type": "array", "items": {"type": "object"}}}}
                        """);
        return Stream.of(
                arguments("details-type.name", List.of()),
                arguments("details-type.name", Map.of("a b", type("Do it", schema))),
                arguments("details-type.name", Map.of("", type("Do it", schema))),
                arguments("details-type.name", Map.of("ü", type("Do it", schema))),
                arguments("details-type.name", Map.of("a", 7)),
                arguments(
                        "details-type.name",
                        Map.of("a", Map.of("description", "x", "schema", schema, "other", 1))),
                arguments(
                        "details-type.name",
                        Map.of(
                                "a",
                                Map.of("description", "x", "schema", schema, "ask_each_time", 1))),
                arguments("details-type.sentence", Map.of("a", Map.of("schema", schema))),
                arguments("details-type.sentence", Map.of("a", type("Do {b}", schema))),
                arguments("details-type.sentence", Map.of("a", type("Do {c}", schema))),
                arguments("details-type.sentence", Map.of("a", type("Do {o}", schema))),
                arguments("details-type.sentence", Map.of("a", type("Do {l}", schema))),
                arguments("details-type.sentence", Map.of("a", type("Do {a", schema))),
                arguments("details-type.sentence", Map.of("a", type("Do {}", schema))),
                arguments("details-type.sentence", Map.of("a", type("Do\u202E it", schema))),
                arguments(
                        "details-type.sentence",
                        Map.of(
                                "a",
                                Map.of(
                                        "description", "Do {a}",
                                        "description#de", "Tu {b}",
                                        "schema", schema))),
                arguments(
                        "details-type.additive",
                        Map.of(
                                "a",
                                Map.of(
                                        "description",
                                        "x",
                                        "schema",
                                        schema,
                                        "additive",
                                        List.of("a")))),
                arguments(
                        "details-type.additive",
                        Map.of(
                                "a",
                                Map.of(
                                        "description", "x",
                                        "schema", schema,
                                        "additive", "l"))));
    }

    private static Map<String, Object> type(String description, Map<String, Object> schema) {
        return Map.of("description", description, "schema", schema);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    @DisplayName("a wrong declaration is refused")
    void wrong(String rule, Object types) {
        assertThat(problem(types)).isEqualTo(rule);
    }
}
