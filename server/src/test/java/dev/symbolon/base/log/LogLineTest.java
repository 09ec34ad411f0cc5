package dev.symbolon.base.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Log lines")
class LogLineTest {

    static LogRecord entry(String message) {
        LogRecord entry = new LogRecord(Level.INFO, message);
        entry.setLoggerName("dev.symbolon.Test");
        return entry;
    }

    static String plain(LogRecord entry) {
        return new LogLine(LogSettings.Format.PLAIN).format(entry);
    }

    static String json(LogRecord entry) {
        return new LogLine(LogSettings.Format.JSON).format(entry);
    }

    @Test
    @DisplayName("as JSON, a line is one object with the flow it belongs to")
    void json() {
        LogRecord entry = entry("hello {0}");
        entry.setParameters(new Object[] {"world"});
        entry.setThrown(new IllegalStateException("outer", new IllegalArgumentException("inner")));
        String line =
                LogContext.call(() -> {
                    LogContext.flow("abc123");
                    return json(entry);
                });

        assertThat(line).endsWith("}\n").hasLineCount(1);
        Map<String, Object> read = Json.object(line);
        assertThat(read)
                .containsEntry("level", "INFO")
                .containsEntry("logger", "dev.symbolon.Test")
                .containsEntry("message", "hello world")
                .containsEntry("flow", "abc123")
                .containsKey("time");
        assertThat(String.valueOf(read.get("error")))
                .contains("java.lang.IllegalStateException: outer")
                .contains("caused by java.lang.IllegalArgumentException: inner")
                .contains("at dev.symbolon.base.log.LogLineTest.json");
        assertThat(Json.object(json(entry("x")))).doesNotContainKeys("flow", "error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n2026-01-01T00:00:00Z ERROR Admin: forged",
                "a\r\nforged",
                "a\u0085forged",
                "a\u2028forged",
                "a\u001b[2Jforged",
                "a\u202eforged",
                "a\0forged",
            })
    @DisplayName("no input begins a line of its own, or moves the terminal")
    void forging(String hostile) {
        LogRecord entry = entry(hostile);
        entry.setThrown(new IllegalStateException(hostile));

        assertThat(plain(entry).split("[\n\r\u0085\u2028]")[0]).contains("forged");
        assertThat(plain(entry).lines().skip(1)).allMatch(line -> line.startsWith("\t"));
        assertThat(plain(entry)).doesNotContain("\u001b", "\u202e", "\0", "\r");
        assertThat(json(entry)).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token sym_rt_abcDEF-_123 was used|token sym_rt_… was used",
                "got eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.abc_-DEF!|got eyJ…!",
                "Authorization: Basic c2VjcmV0OnNlY3JldA==|Authorization: …",
                "authorization=[Bearer abcdefgh]|authorization=…",
                "Cookie: __Host-s=abc; b=c|Cookie: …",
                "set-cookie: s=abc|set-cookie: …",
                "sent Bearer abcdefghij and more|sent Bearer … and more",
                "client_secret=hunter22&x=1|client_secret=…&x=1",
                "{\"password\":\"hunter22\",\"a\":1}|{\"password\":\"…\",\"a\":1}",
                "code=abc&code_verifier=def|code=…&code_verifier=…",
                "the code of the client|the code of the client",
                "status code: ok|status code: …",
                "a basic rule|a basic rule",
            })
    @DisplayName("what looks like a secret is blanked")
    void redaction(String message, String shown) {
        assertThat(Redaction.of(message)).isEqualTo(shown);
        LogRecord entry = entry("'" + message.replace("'", "''") + "'");
        entry.setThrown(new IllegalStateException(message));
        assertThat(String.valueOf(Json.object(json(entry)).get("error"))).contains(": " + shown);
    }

    @Test
    @DisplayName("a hostile text does not keep the filter busy")
    void linear() {
        for (String part :
                new String[] {"eyJ", "basic ", "code", "password\"", "sym_", "Cookie "}) {
            String hostile = part.repeat(100_000 / part.length());
            long began = System.nanoTime();
            Redaction.of(hostile);
            assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
        }
    }

    @Test
    @DisplayName("the whole of it: System.Logger to the stream, levels and all")
    void installed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Logs.install(
                new LogSettings(LogSettings.Format.PLAIN, System.Logger.Level.INFO),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            System.Logger log = System.getLogger("dev.symbolon.Installed");
            log.log(System.Logger.Level.INFO, "shown {0}", 1);
            log.log(System.Logger.Level.DEBUG, "hidden");
            System.getLogger("io.helidon.Any").log(System.Logger.Level.INFO, "hidden");

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .endsWith(" INFO Installed: shown 1\n")
                    .doesNotContain("hidden");

            Logs.raise("dev.symbolon.Installed", System.Logger.Level.DEBUG);
            log.log(System.Logger.Level.DEBUG, "raised");
            System.getLogger("dev.symbolon.Other").log(System.Logger.Level.DEBUG, "hidden");

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .endsWith(" DEBUG Installed: raised\n")
                    .doesNotContain("hidden");
            Logs.raise("dev.symbolon.Installed", System.Logger.Level.INFO);
        } finally {
            Logs.install(LogSettings.defaults(), System.err);
        }
    }
}
